-- What a file was found to be written like, beside its charset and separator: its sender asks when letters or lines are lost.
alter table ops.load
  add column line_end text check (line_end in ('lf', 'crlf', 'cr', 'mixed')),
  add column quoted boolean;
comment on column ops.load.line_end is
  'What ends the lines of the text, line ends within quotes left out; null for loads of before this was noted.';
comment on column ops.load.quoted is 'Whether any field of the text is in quotes; null for loads of before this was noted.';
