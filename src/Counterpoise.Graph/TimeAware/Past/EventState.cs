namespace Counterpoise.Graph.TimeAware;

/// <summary>Events within a snapshot.</summary>
internal static class EventState
{
    internal static void Write(BinaryWriter to, IReadOnlyCollection<(long Sequence, TimedEvent Event)> events)
    {
        to.Write(events.Count);
        foreach (var (sequence, one) in events)
        {
            to.Write(sequence);
            to.Write(one.Time);
            to.Write(one.Entities.Length);
            Array.ForEach(one.Entities, to.Write);
            to.Write(one.Features.Length);
            Array.ForEach(one.Features, to.Write);
        }
    }

    internal static void Read(BinaryReader from, Queue<(long Sequence, TimedEvent Event)> events)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var (sequence, time) = (from.ReadInt64(), from.ReadDouble());
            int[] entities = [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => from.ReadInt32())];
            double[] features = [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => from.ReadDouble())];
            events.Enqueue((sequence, new TimedEvent(time, entities, features)));
        }
    }
}
