-- Panes of a window, one after the other.
--
-- KEYS  1 catalog, then the panes
-- ARGV  1 what the keys of progress begin with, 2 now in ms, 3 end of the first pane in ms, 4 length of a pane in ms,
--       5 how long a pane is kept in ms, 6 '1' if the panes are hashes, 7 how many fields they may have together
-- Answers for each pane its value, or its fields and values if grouped; nothing for one that is not kept or not there.
-- Answers the error TOO_LARGE with the number of fields if there are more; nothing was read then.
-- Answers the error DAMAGED with the key of a pane that holds another type.
-- The value of a pane of distinct elements is the HyperLogLog itself: PFCOUNT writes, and is refused here.

local CHUNK = 500

local function damaged(key)
  return redis.error_reply('DAMAGED ' .. key .. ': it holds a ' .. redis.call('TYPE', key).ok)
end

local reached = math.max(tonumber(ARGV[2]), greatest_progress(topics(KEYS[1]), ARGV[1]) or 0)
local first_end, every, keep = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
-- The first pane whose end + keep is behind what is reached.
local first_kept = math.max(0, math.floor((reached - keep - first_end) / every) + 1)

local answer = {}
for i = 1, #KEYS - 1 do
  answer[i] = false
end
if ARGV[6] == '1' then
  local fields = 0
  for i = first_kept + 1, #KEYS - 1 do
    local size = redis.pcall('HLEN', KEYS[i + 1])
    if type(size) == 'table' then
      return damaged(KEYS[i + 1])
    end
    fields = fields + size
  end
  if fields > tonumber(ARGV[7]) then
    return redis.error_reply('TOO_LARGE ' .. fields)
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
