-- From pandoc's reading of a page to what each writer needs. Plain Divs would become blocks that cannot break.
local typst = FORMAT == "typst"

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function wrapped(name, content)
  local blocks = pandoc.List({ pandoc.RawBlock("typst", "#" .. name .. "[") })
  blocks:extend(content)
  blocks:insert(pandoc.RawBlock("typst", "]"))
  return blocks
end

-- The title of a box goes with the text below it to the next page.
local function with_title(content)
  local first = content[1]
  if not (first and first.t == "Para" and #first.content == 1 and first.content[1].t == "Strong") then return content end
  local blocks = wrapped("block(sticky: true)", { first })
  for rank = 2, #content do blocks:insert(content[rank]) end
  return blocks
end

function Span(el)
  if el.classes:includes("fn") then return pandoc.Note({ pandoc.Para(el.content) }) end
  if el.classes:includes("tick") then
    if not typst then return el.content end
    -- Drawn: the faces of our books have no such sign.
    return pandoc.RawInline("typst", "#box(width: .8em, height: .8em, stroke: .06em, baseline: .08em)#h(.35em)")
  end
  if el.identifier == "" then return el.content end
  if typst then return pandoc.RawInline("typst", "#metadata(none) <" .. el.identifier .. "> ") end
  return pandoc.Span(el.content, pandoc.Attr(el.identifier))
end

function Div(el)
  if el.classes:includes("chapter") then
    return typst and pandoc.RawBlock("typst", "#pagebreak(weak: true)") or {}
  end
  if el.classes:includes("callout") then
    if typst then return wrapped("callout", with_title(el.content)) end
    el.attributes["custom-style"] = "Khung"
    return el
  end
  if el.classes:includes("slide") and typst then return wrapped("slide", el.content) end
  if el.classes:includes("speech") then
    if typst then return wrapped("speech", el.content) end
    return el.content
  end
  if el.identifier ~= "" and #el.content > 0 and el.content[1].t == "Para" then
    table.insert(el.content[1].content, 1, pandoc.Span({}, pandoc.Attr(el.identifier)))
  end
  return el.content
end

-- What a table needs beyond pandoc's: its rows kept whole, its columns watched. Both cost time, so only where they matter.
function Table(el)
  if not typst then return nil end
  local longest_cell, longest_word = 0, 0
  el:walk({ Plain = function(cell) longest_cell = math.max(longest_cell, #pandoc.utils.stringify(cell)) end,
    Para = function() longest_cell = math.huge end,
    Str = function(word) longest_word = math.max(longest_word, #word.text) end })
  local blocks = pandoc.List({ el })
  if longest_cell < 500 then blocks = wrapped("whole-rows", blocks) end
  if #el.colspecs > 3 or longest_word > 16 then blocks = wrapped("narrow", blocks) end
  return blocks
end

function Image(el)
  if not typst then return el end
  local alt = pandoc.utils.stringify(el.caption)
  return pandoc.RawInline("typst", "#picture(" .. quoted(el.src) .. ", " .. quoted(alt) .. ")")
end

-- Language and class attributes of the page mean nothing on paper.
function Header(el)
  el.classes = {}
  return el
end
