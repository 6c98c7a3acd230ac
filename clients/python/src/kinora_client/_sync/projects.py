# Made from _async/projects.py by clients/python/twin.py: change that one.
"""Projects with options, and their scripts by text, sections and sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kinora_client._address import Id, at, given, plain
from kinora_client._sync.resource import PAGE, Archived, Pager, Resource
from kinora_client.models.options import FilmOptions
from kinora_client.models.projects import Changed, Project, Reworded, Script, Section, Sentence


class Projects(Archived[Project]):
    """What a film is made from: a script, and options."""

    _path = "projects"
    _kind = Project

    def create(
        self,
        name: str,
        *,
        options: FilmOptions | None = None,
        idempotency_key: str | None = None,
    ) -> Project:
        """Make a project without a script; `client.films.create` makes one with it."""
        body = given(name=name, options=options)
        return self._post(Project, at("projects"), body, key=idempotency_key)

    def update(
        self,
        id: Id,
        *,
        name: str | None = None,
        options: FilmOptions | None = None,
        if_match: str | None = None,
    ) -> Project:
        """Change what is given; with `if_match=project.etag` only if nobody else did."""
        body = given(name=name, options=options)
        return self._patch(Project, at("projects", id), body, if_match=if_match)

    def archive(
        self, id: Id, *, if_match: str | None = None, idempotency_key: str | None = None
    ) -> Project:
        """Have it, and what is in it, be read alone, kept, and left out of lists."""
        path = at("projects", id, "archive")
        return self._post(Project, path, None, key=idempotency_key, if_match=if_match)

    def unarchive(
        self, id: Id, *, if_match: str | None = None, idempotency_key: str | None = None
    ) -> Project:
        """Take it out of the archive: it can be changed again."""
        path = at("projects", id, "unarchive")
        return self._post(Project, path, None, key=idempotency_key, if_match=if_match)


class Scripts(Resource):
    """A project's script as one text."""

    def read(self, project_id: Id) -> Script:
        """The whole text, to the letter."""
        return self._get(Script, at("projects", project_id, "script"))

    def replace(self, project_id: Id, text: str, *, if_match: str | None = None) -> Script:
        """Another text; sentences that stay, or are reworded, keep their ids."""
        path = at("projects", project_id, "script")
        return self._put(Script, path, {"text": text}, if_match=if_match)


class Sections(Resource):
    """The chapters of a script."""

    def list(
        self, project_id: Id, *, page_size: int = PAGE, cursor: str | None = None
    ) -> Pager[Section]:
        """In order."""
        return self._pages(Section, at("projects", project_id, "sections"), page_size, cursor)


class Sentences(Resource):
    """What is spoken in one breath, each with an id that it keeps."""

    def list(
        self,
        project_id: Id,
        *,
        section: Id | None = None,
        page_size: int = PAGE,
        cursor: str | None = None,
    ) -> Pager[Sentence]:
        """In order; of one section, if it is named."""
        path = at("projects", project_id, "sentences")
        return self._pages(Sentence, path, page_size, cursor, section=section)

    def read(self, project_id: Id, id: Id) -> Sentence:
        """One of them."""
        return self._get(Sentence, at("projects", project_id, "sentences", id))

    def update(self, project_id: Id, id: Id, text: str, *, if_match: str | None = None) -> Sentence:
        """Other words; `client.films.create` makes the film again, as far as they reach."""
        path = at("projects", project_id, "sentences", id)
        return self._patch(Sentence, path, {"text": text}, if_match=if_match)

    def update_many(
        self, project_id: Id, changes: Sequence[Reworded] | Mapping[str, str]
    ) -> Changed:
        """Other words for many at once: all are changed, or none.

        Args:
            project_id: of the project.
            changes: each with `id`, `text` and perhaps `version`; or texts by id.
        """
        if isinstance(changes, Mapping):
            sentences = [{"id": id, "text": text} for id, text in changes.items()]
        else:
            sentences = [{name: plain(of) for name, of in one.items()} for one in changes]
        path = at("projects", project_id, "sentences")
        return self._patch(Changed, path, {"sentences": sentences})
