-- Puts the next catalog in force from where the ledgers stand, and removes the values of the metrics that ended.
--
-- KEYS  1 catalog, 2 counters
-- ARGV  1 the version supposed to be in force, 2 its id, 3 the next version, 4 its text,
--       5 what the keys of ledgers begin with;
--       T, then T topics, to which those ever claimed are added;
--       C, then C names that must not be event types seen before;
--       F, then F fields to remove from the counters;
--       K, then K keys to remove;
--       W, then W beginnings of keys to remove where a pane's digits follow, and nothing or a colon behind them; a
--       beginning is three words, a colon behind each
-- Answers {1} if activated, now or by an earlier run of the same whose answer was lost; {0} if another version is in
-- force, {-1, name} if a name is taken; with these nothing was changed. Error DAMAGED if bookkeeping is not what it must
-- be; nothing was changed.

local CATALOG, COUNTERS = KEYS[1], KEYS[2]

local CURRENT, CURRENT_ID, NEXT, TEXT, LEDGERS = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local at = 5
local function next_list()
  at = at + 1
  local list = {}
  for i = 1, tonumber(ARGV[at]) do
    list[i] = ARGV[at + i]
  end
  at = at + #list
  return list
end

-- JSON by hand: cjson writes numbers with 14 digits, and an empty table as it likes.
local function position_of(topic)
  local key = LEDGERS .. topic
  local ledger = read('HGETALL', key)
  local parts = {}
  for i = 1, #ledger, 2 do
    if string.match(ledger[i], '^%d+$') then
      local offset = string.match(ledger[i + 1], '^(%d+)@%-?%d+$') or damaged(key, 'holds no position')
      parts[#parts + 1] = '"' .. ledger[i] .. '":' .. offset
    end
  end
  return #parts > 0 and cjson.encode(topic) .. ':{' .. table.concat(parts, ',') .. '}'
end

local version, id = in_force(CATALOG)
if version == NEXT and read('HGET', CATALOG, 'text:' .. NEXT) == TEXT then
  local before = read('HGET', CATALOG, 'text:' .. CURRENT)
  return {(before and id_of(before) or '') == CURRENT_ID and 1 or 0}
end
if version ~= CURRENT or id ~= CURRENT_ID then
  return {0}
end
if version == '0' then
  check_not_lost(CATALOG, LEDGERS)
end
local from, seen = {}, {}
local function add_topics(names)
  for _, topic in ipairs(names) do
    if not seen[topic] then
      seen[topic] = true
      from[#from + 1] = position_of(topic) or nil
    end
  end
end
add_topics(next_list())
add_topics(all_topics(CATALOG, LEDGERS))
for _, name in ipairs(next_list()) do
  -- Counters of a foreign type, for which every type is broken already, have no names to protect.
  if redis.pcall('HEXISTS', COUNTERS, name) == 1 then
    return {-1, name}
  end
end
local fields, ended = next_list(), next_list()
local beginnings = next_list()
local is_ended = {}
for _, beginning in ipairs(beginnings) do
  is_ended[beginning] = true
end
-- One walk over all keys, however many they are. Only panes go on with digits, so nothing else goes. Names and units have
-- no character that is special in a pattern.
local cursor = #beginnings > 0 and '0'
local pattern = #beginnings == 1 and beginnings[1] .. '*' or '*'
while cursor do
  local page = redis.call('SCAN', cursor, 'MATCH', pattern, 'COUNT', 1000)
  for _, key in ipairs(page[2]) do
    local beginning, rest = string.match(key, '^([^:]*:[^:]*:[^:]*:)%d+(.*)$')
    if is_ended[beginning] and (rest == '' or string.sub(rest, 1, 1) == ':') then
      ended[#ended + 1] = key
    end
  end
  cursor = page[1] ~= '0' and page[1]
end

redis.call('HSET', CATALOG, 'version', NEXT, 'id', id_of(TEXT), 'text:' .. NEXT, TEXT,
    'from:' .. NEXT, '{' .. table.concat(from, ',') .. '}')
for _, field in ipairs(fields) do
  redis.pcall('HDEL', COUNTERS, field)
end
for _, key in ipairs(ended) do
  redis.pcall('UNLINK', key)
end
return {1}
