"""The figures of the book, drawn by code: values in, SVG for the web and PDF for paper out.

Read `style` (palette, type, the card), then one module a figure: `stages` (the three-stage
pipeline), `fieldmap` (the map of the field), `opening` (where a chapter stands on it), `timeline`,
`datasets` (those most used), `clipping` (PPO's objective), `tempering` (what beta does), `losses`
(the convex family), `overoptimisation` (gold reward against distance), `example` (the worked
example), `routes` (from a judge to a policy), `lineage` on `layers` (who built on whom). `plan`
lists them all; `writing` is the only module that touches disk.
"""
