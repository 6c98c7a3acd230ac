"""Flows that are hard to draw well."""

from typing import Any

import yaml

from pipelines.graph import Flow

NESTED = """
nodes:
  - {id: topics, type: flow.items, params: {items: [a, b, c]}}
  - id: per_topic
    type: flow.group
    each: topics.items
    width: 2
    on_failure: collect
    body:
      nodes:
        - {id: say, type: audio.speech}
        - id: refine
          type: flow.group
          retry: {tries: 4, until: "score > 0.8"}
          body:
            nodes:
              - {id: photo, type: sample.photo}
              - {id: title, type: text.title, retry: {tries: 3}}
              - {id: judge, type: quality.compare}
            edges:
              - {from: inputs.words, to: title.text}
              - {from: photo.image, to: title.image}
              - {from: title.image, to: judge.image}
              - {from: photo.image, to: judge.other}
              - {from: title.image, to: outputs.card}
              - {from: judge.ssim, to: outputs.score}
        - {id: move, type: video.animate, params: {prompt: slow pan}}
        - {id: clip, type: video.with_audio, timeout_s: 30}
      edges:
        - {from: inputs.topic, to: say.text}
        - {from: inputs.topic, to: refine.words}
        - {from: refine.card, to: move.image}
        - {from: move.clip, to: clip.clip}
        - {from: say.sound, to: clip.audio}
        - {from: clip.clip, to: outputs.clip}
  - {id: film, type: video.concat}
edges:
  - {from: topics.items, to: per_topic.topic}
  - {from: per_topic.clip, to: film.clips}
  - {from: film.clip, to: outputs.film, when: "value.frames > 10"}
"""


def nested() -> Flow:
    """A loop with another in it, and a condition."""
    return Flow.model_validate(yaml.safe_load(NESTED))


def ladder(rungs: int) -> Flow:
    """Many nodes, each joined to some far ahead of it."""
    nodes: list[dict[str, Any]] = [{"id": "n0", "type": "sample.clip"}]
    edges: list[dict[str, Any]] = []
    for index in range(1, rungs):
        nodes.append({"id": f"n{index}", "type": "video.concat"})
        for order, before in enumerate({max(0, index - 1), index * 5 % index, index // 2}):
            edges.append({"from": f"n{before}.clip", "to": f"n{index}.clips", "order": order})
    return Flow.model_validate({"nodes": nodes, "edges": edges})
