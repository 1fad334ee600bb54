-- From pandoc's reading of a page to what each writer needs. Plain Divs would become blocks that cannot break.
local typst = FORMAT == "typst"

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

function Span(el)
  if el.classes:includes("fn") then return pandoc.Note({ pandoc.Para(el.content) }) end
  if el.identifier == "" then return el.content end
  if typst then return pandoc.RawInline("typst", "#metadata(none) <" .. el.identifier .. "> ") end
  return pandoc.Span(el.content, pandoc.Attr(el.identifier))
end

function Div(el)
  if el.classes:includes("chapter") then
    return typst and pandoc.RawBlock("typst", "#pagebreak(weak: true)") or {}
  end
  if el.classes:includes("callout") then
    if typst then
      local blocks = pandoc.List({ pandoc.RawBlock("typst", "#callout[") })
      blocks:extend(el.content)
      blocks:insert(pandoc.RawBlock("typst", "]"))
      return blocks
    end
    el.attributes["custom-style"] = "Khung"
    return el
  end
  if el.identifier ~= "" and #el.content > 0 and el.content[1].t == "Para" then
    table.insert(el.content[1].content, 1, pandoc.Span({}, pandoc.Attr(el.identifier)))
  end
  return el.content
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
