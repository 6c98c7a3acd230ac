"""Files from outside, of any usual kind, brought to the one form that Kinora's own have.

A file is judged by its content, never by its name. It is read in a process of its own under limits
of memory and time, so that a damaged one is an error of that input and nothing else.

What is done: a variable frame rate becomes the nearest usual one; rotation, mirroring and the shape
of pixels are applied; odd sizes lose their last line; alpha is kept; ten bits become eight; sound
becomes stereo (a sound alone may stay mono) at 48 kHz, placed on the clock of the picture, whose
first frame is zero: what is heard before it is left out. The track marked as default is taken,
cover pictures are not looked at. An animated WebP gives its first frame.

What is refused by name: HDR and BT.2020, interlaced pictures, CMYK, pictures and clips above the
limits of `media.intake.limits`, files that are cut short or damaged.
"""
