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

-- What fits on a page of Word, and in a part of its width; the page of a PDF or an e-book sees to that itself.
local page_width, page_height = 6.2, 8.8

local function size_of(el)
  local function inches(side) return tonumber((el.attributes[side] or ""):match("^([%d.]+)in$")) end
  return inches("width"), inches("height")
end

local function within(blocks, widest, tallest)
  return blocks:walk({ Image = function(el)
    local width, height = size_of(el)
    if not width then return nil end
    local scale = math.min(1, widest / width, (tallest or height) / height)
    el.attributes.width = string.format("%.4fin", width * scale)
    el.attributes.height = string.format("%.4fin", height * scale)
    return el
  end })
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

local function indented(el)
  if not typst then return within(el, page_width - .5) end
end
BulletList, OrderedList, BlockQuote = indented, indented, indented

-- Several words with one meaning are lines of one term; typst reads a term up to the end of its line.
function DefinitionList(el)
  if not typst then return indented(el) end
  local items = pandoc.List()
  for _, item in ipairs(el.content) do
    local term = pandoc.List()
    for _, one in ipairs(item[1]) do
      if one.t == "LineBreak" then
        items:insert({ term, { {} } })
        term = pandoc.List()
      else
        term:insert(one)
      end
    end
    items:insert({ term, item[2] })
  end
  return pandoc.DefinitionList(items)
end

function Div(el)
  if el.classes:includes("chapter") then
    return typst and pandoc.RawBlock("typst", "#pagebreak(weak: true)") or {}
  end
  if el.classes:includes("callout") then
    if typst then return wrapped("callout", with_title(el.content)) end
    el.attributes["custom-style"] = "Khung"
    return within(el, page_width - .5)
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
  if not typst then return within(el, page_width / #el.colspecs - .2) end
  local longest_cell, longest_word = 0, 0
  el:walk({ Plain = function(cell) longest_cell = math.max(longest_cell, #pandoc.utils.stringify(cell)) end,
    Para = function() longest_cell = math.huge end,
    Str = function(word) longest_word = math.max(longest_word, #word.text) end })
  local blocks = pandoc.List({ el })
  if longest_cell < 500 then blocks = wrapped("whole-rows", blocks) end
  if #el.colspecs > 3 or longest_word > 16 then blocks = wrapped("narrow", blocks) end
  return blocks
end

-- A sentence runs on beside what is no larger than a sign; the words before and after what is larger have lines of their own.
local large = {}

function Image(el)
  local width, height = size_of(el)
  local is_large = width and (width > 2 or height > 1)
  if not typst then
    if is_large then large[el.src] = true end
    return nil
  end
  local size = width and string.format(", %.4fin, %.4fin", width, height) or ""
  local call = "#picture(" .. quoted(el.src) .. ", " .. quoted(pandoc.utils.stringify(el.caption)) .. size .. ")"
  large[call] = is_large
  return pandoc.RawInline("typst", call)
end

local blank = { Space = true, SoftBreak = true, LineBreak = true }

-- The inlines with line breaks round large pictures, and whether they begin and end with one.
local function on_lines(inlines)
  local kept, begins, was_large = pandoc.List(), false, false
  for rank, one in ipairs(inlines) do
    local starts, ends = large[one.src or one.text] or false, large[one.src or one.text] or false
    if one.content and one.t ~= "Note" then one.content, starts, ends = on_lines(one.content) end
    if not blank[one.t] then
      local words = kept:find_if(function(before) return not blank[before.t] end)
      if words and (starts or was_large) then
        while blank[kept[#kept].t] do kept:remove() end
        kept:insert(pandoc.LineBreak())
      end
      begins, was_large = begins or (starts and not words), ends
    end
    kept:insert(one)
  end
  return kept, begins, was_large
end

local function paragraph(el)
  if next(large) then
    el.content = on_lines(el.content)
    return el
  end
end
Para, Plain = paragraph, paragraph

function Pandoc(doc)
  if typst then return nil end
  if FORMAT == "docx" then return within(doc, page_width, page_height) end
  -- A reader's screen may be narrower: the height follows the width.
  return doc:walk({ Image = function(el)
    el.attributes.height = nil
    return el
  end })
end

-- Language and class attributes of the page mean nothing on paper.
function Header(el)
  el.classes = {}
  if not typst then return el end
  return el:walk({
    -- In typst a heading ends with its line.
    LineBreak = function() return pandoc.RawInline("typst", " #linebreak();") end,
    -- A bookmark is made of the words at hand: those of a note come later.
    Note = function(note)
      local called = pandoc.List({ pandoc.RawInline("typst", "#context footnote[") })
      called:extend(pandoc.utils.blocks_to_inlines(note.content))
      called:insert(pandoc.RawInline("typst", "];"))
      return called
    end })
end
