-- Panes of a window, one after the other.
--
-- KEYS  1 catalog, then the panes
-- ARGV  1 what the keys of progress begin with, 2 now in ms, 3 end of the first pane in ms, 4 length of a pane in ms,
--       5 how long a pane is kept in ms, 6 what the panes are: s texts, h hashes, g indexes of groups which have a sketch
--       each, 7 how many fields, or bytes of sketches, they may have together
-- Answers for each pane its value, its fields and values, or its groups and their sketches; nothing for one that is not
-- kept or not there. Answers the error TOO_LARGE with the number there is and that allowed if there are more; nothing was
-- read then.
-- Answers the error DAMAGED with the key of a pane that holds another type.
-- The value of a pane of distinct elements is the HyperLogLog itself: PFCOUNT writes, and is refused here.

local CHUNK = 500
-- A small sketch counts as so many bytes, since whoever reads it makes a large one of it.
local LEAST_SKETCH = 4096

local function damaged(key)
  return redis.error_reply('DAMAGED ' .. key .. ': it holds a ' .. redis.call('TYPE', key).ok)
end

local reached = math.max(tonumber(ARGV[2]), greatest_progress(topics(KEYS[1]), ARGV[1]) or 0)
local first_end, every, keep = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
-- The first pane whose end + keep is behind what is reached.
local first_kept = math.max(0, math.floor((reached - keep - first_end) / every) + 1)

local function too_large(size)
  return redis.error_reply(string.format('TOO_LARGE %.0f %s', size, ARGV[7]))
end

local answer = {}
for i = 1, #KEYS - 1 do
  answer[i] = false
end
if ARGV[6] == 'g' then
  local bytes, limit = 0, tonumber(ARGV[7])
  for i = first_kept + 1, #KEYS - 1 do
    local size = redis.pcall('ZCARD', KEYS[i + 1])
    if type(size) == 'table' then
      return damaged(KEYS[i + 1])
    end
    bytes = bytes + size * LEAST_SKETCH
  end
  if bytes > limit then
    return too_large(bytes)
  end
  bytes = 0
  for i = first_kept + 1, #KEYS - 1 do
    local groups = redis.call('ZRANGE', KEYS[i + 1], 0, -1)
    for _, group in ipairs(groups) do
      local key = KEYS[i + 1] .. ':' .. group
      local size = redis.pcall('STRLEN', key)
      if size == 0 or type(size) == 'table' then
        return damaged(key)
      end
      bytes = bytes + math.max(size, LEAST_SKETCH)
    end
    answer[i] = groups
  end
  if bytes > limit then
    return too_large(bytes)
  end
  for i = first_kept + 1, #KEYS - 1 do
    local sketches = {}
    for _, group in ipairs(answer[i]) do
      sketches[#sketches + 1] = group
      sketches[#sketches + 1] = redis.call('GET', KEYS[i + 1] .. ':' .. group)
    end
    answer[i] = sketches
  end
elseif ARGV[6] == 'h' then
  local fields = 0
  for i = first_kept + 1, #KEYS - 1 do
    local size = redis.pcall('HLEN', KEYS[i + 1])
    if type(size) == 'table' then
      return damaged(KEYS[i + 1])
    end
    fields = fields + size
  end
  if fields > tonumber(ARGV[7]) then
    return too_large(fields)
  end
  for i = first_kept + 1, #KEYS - 1 do
    local groups = redis.pcall('HGETALL', KEYS[i + 1])
    if groups.err then
      return damaged(KEYS[i + 1])
    end
    answer[i] = groups
  end
else
  for i = first_kept + 2, #KEYS, CHUNK do
    local absent = {}
    for j, value in ipairs(redis.call('MGET', unpack(KEYS, i, math.min(i + CHUNK - 1, #KEYS)))) do
      answer[i + j - 2] = value
      absent[#absent + 1] = not value and KEYS[i + j - 1] or nil
    end
    -- MGET answers nothing for other types, too.
    if #absent > 0 and redis.call('EXISTS', unpack(absent)) > 0 then
      for _, key in ipairs(absent) do
        if redis.call('EXISTS', key) == 1 then
          return damaged(key)
        end
      end
    end
  end
end
return answer
