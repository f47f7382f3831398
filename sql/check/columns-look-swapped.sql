-- code: columns-look-swapped
-- severity: error
-- grain: one row per pair of columns that look exchanged
-- parameter: lignes, part; fewest lines that can tell, and the share of them that must agree
-- says: {measure} and {autre} ({figures}) look exchanged: of {lines} lines where they differ, {found} do not follow from
--   the week before as they were sent and do once they are exchanged
-- dit: {measure} et {autre} ({chiffres}) semblent intervertis : sur {lines} lignes où ils diffèrent, {found} ne suivent
--   pas de la semaine précédente telles qu'envoyées, et en suivent une fois échangées
-- do: compare the file with the one of the week before; ask the sender for a corrected file, never exchange by hand
with pairs as (
  -- a may be compared with b: the figure of the week, since the opening, and that of the week before.
  select v.*
  from paired_line p
  cross join lateral (values
    ('dmp_crees', 'dmp_alimentes', true, p.dmp_crees, p.dmp_crees_cumul, p.dmp_crees_cumul_avant,
      p.dmp_alimentes_distinct, p.dmp_alimentes_cumul_distinct, p.dmp_alimentes_cumul_avant_distinct),
    ('documents', 'consultations', false, p.documents, p.documents_cumul, p.documents_cumul_avant,
      p.consultations, p.consultations_cumul, p.consultations_cumul_avant)
    ) as v (measure, autre, autre_distinct, a, a_cumul, a_avant, b, b_cumul, b_avant)
  where p.semaines = 1 and p.line_no is not null and p.line_avant is not null
), ways as (
  select p.*, w.figures, w.chiffres,
    w.differs,
    a_cumul = a_avant + a and case when autre_distinct then b_cumul between greatest(b_avant, b) and b_avant + b
      else b_cumul = b_avant + b end as follows,
    w.a2_cumul = a_avant + w.a2 and case when autre_distinct
      then w.b2_cumul between greatest(b_avant, w.b2) and b_avant + w.b2
      else w.b2_cumul = b_avant + w.b2 end as follows_exchanged
  from pairs p
  cross join lateral (values
    ('week', 'semaine', a <> b, b, a_cumul, a, b_cumul),
    ('cumulated', 'cumul', a_cumul <> b_cumul, a, b_cumul, b, a_cumul),
    ('week and cumulated', 'semaine et cumul', a <> b or a_cumul <> b_cumul, b, b_cumul, a, a_cumul)
    ) as w (figures, chiffres, differs, a2, a2_cumul, b2, b2_cumul)
), counted as (
  select measure, autre, figures, chiffres, count(*) as lines,
    count(*) filter (where follows_exchanged and not follows) as found
  from ways
  where differs
  group by measure, autre, figures, chiffres
), likely as (
  select *, row_number() over (partition by measure order by found::numeric / lines desc, found desc) as place
  from counted
  where lines >= :lignes and found >= :part * lines
)
select measure, autre, figures, chiffres, lines, found from likely where place = 1 order by measure
