-- Enters the partitions of a topic that its ledger does not have yet.
--
-- KEYS  1 ledger, 2 accounting, 3 progress of the topic; 4 catalog
-- ARGV  1 topic, 2 topic id, 3 what the keys of ledgers begin with; then for each partition: its number, the offset
--       where it starts
-- Answers {'CLAIMED'}, {'OTHER_TOPIC'} or {'LEDGER_LOST'}; with the last two nothing was changed. Error DAMAGED if
-- bookkeeping is not what it must be; nothing was changed.

local LEDGER, ACCOUNTING, PROGRESS, CATALOG = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

if in_force(CATALOG) == '0' then
  check_not_lost(CATALOG, ARGV[3])
end
local names = not has_topic(CATALOG, ARGV[1]) and all_topics(CATALOG, ARGV[3])
local id = read('HGET', LEDGER, 'id')
if not id and redis.call('EXISTS', LEDGER, ACCOUNTING) > 0 then
  return {'LEDGER_LOST'}
end
if id and id ~= ARGV[2] then
  return {'OTHER_TOPIC'}
end
local new = {}
for i = 4, #ARGV, 2 do
  local partition = ARGV[i]
  if not read('HGET', LEDGER, partition) then
    if read('HEXISTS', PROGRESS, partition) == 1 or read('HEXISTS', LEDGER, partition .. ':start') == 1 then
      return {'LEDGER_LOST'}
    end
    new[partition] = ARGV[i + 1]
  end
end

-- The list first: a ledger without it would be that of a store whose catalog was lost.
if names then
  if not id then
    names[#names + 1] = ARGV[1]
  end
  redis.call('HSET', CATALOG, 'topics', cjson.encode(names))
end
redis.call('HSET', LEDGER, 'id', ARGV[2])
for partition, start in pairs(new) do
  redis.call('HSET', LEDGER, partition, start .. '@-1', partition .. ':start', start)
end
return {'CLAIMED'}
