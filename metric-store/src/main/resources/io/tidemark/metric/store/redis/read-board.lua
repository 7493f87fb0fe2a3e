-- Places on a leaderboard, the greatest score first.
--
-- KEYS  1 catalog, 2 leaderboard (without a date)
-- ARGV  1 what the keys of progress begin with, 2 now in ms, 3 length of the period in ms ('' none), 4 how long it is
--       kept in ms, 5 start of the pane in ms ('' the current one);
--       'top', how many; or 'around', member, how many on each side
-- Answers {rank of the first from 0, member, score, member, score ...}, or {} if there are none or they are not served.

local key = KEYS[2]
local every, keep = tonumber(ARGV[3]), tonumber(ARGV[4])
if every then
  local progress = greatest_progress(topics(KEYS[1]), ARGV[1])
  local pane = tonumber(ARGV[5]) or (progress and pane_start(progress, every))
  if not pane or pane + every + keep <= math.max(tonumber(ARGV[2]), progress or 0) then
    return {}
  end
  key = key .. ':' .. label(pane, every)
end

local first, last
if ARGV[6] == 'top' then
  first, last = 0, ARGV[7] - 1
else
  local rank = read('ZREVRANK', key, ARGV[7])
  if not rank then
    return {}
  end
  first, last = math.max(0, rank - ARGV[8]), rank + ARGV[8]
end
if last < first then
  return {}
end
local places = read('ZREVRANGE', key, string.format('%.0f', first), string.format('%.0f', last), 'WITHSCORES')
table.insert(places, 1, first)
return places
