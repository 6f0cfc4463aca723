namespace Counterpoise.Graph.TimeAware;

/// <summary>
/// The last events of every key, from the past only: an event is found by later ones once time has moved on, never by one of its own
/// moment.
/// </summary>
/// <remarks>
/// Memory is bounded: rings of the last k events for each key, over the last <c>capacity</c> events; keys whose events have all gone are
/// swept.
/// O(k) an event, and O(window) for <see cref="EventRelationKind.Nearest"/>.
/// </remarks>
public sealed class PastIndex
{
    private readonly IReadOnlyList<EventRelation> _relations;
    private readonly Dictionary<(long, long), Ring>[] _rings;
    private readonly Queue<(long Sequence, TimedEvent Event)> _waiting = new(), _window = new();
    private readonly double _longest;
    private long _next, _swept;
    private double _now = double.NegativeInfinity;

    /// <summary>Creates an empty index.</summary>
    /// <param name="relations">The kinds of links.</param>
    /// <param name="capacity">The most events that are remembered, 1 or more.</param>
    public PastIndex(IReadOnlyList<EventRelation> relations, int capacity = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(relations);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_relations, Capacity) = (relations, capacity);
        _rings = [.. relations.Select(_ => new Dictionary<(long, long), Ring>())];
        _longest = relations.Where(r => r.Kind == EventRelationKind.Nearest).Select(r => r.WindowSeconds).DefaultIfEmpty(-1).Max();
    }

    /// <summary>The most events that are remembered.</summary>
    public int Capacity { get; }

    /// <summary>Number of the next event.</summary>
    public long Next => _next;

    /// <summary>Keys that are held, over all relations.</summary>
    public int KeyCount => _rings.Sum(r => r.Count);

    /// <summary>Finds the earlier events of a new one, the newest (or nearest) first, and takes it in.</summary>
    /// <param name="event">The event, no earlier than the one before.</param>
    /// <returns>For each relation the numbers of earlier events, counted from 0.</returns>
    /// <exception cref="ArgumentException">Its time lies before that of the last event.</exception>
    public long[][] Add(TimedEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (!(@event.Time >= _now))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"an event of time {@event.Time} after one of {_now}: give events in order of time, else a score would see the future"),
                nameof(@event));
        }

        _now = @event.Time;
        while (_waiting.TryPeek(out var waiting) && waiting.Event.Time < @event.Time)
        {
            Store(_waiting.Dequeue());
        }

        long[][] found = [.. _relations.Select((r, i) => Find(r, _rings[i], @event))];
        _waiting.Enqueue((_next++, @event));
        if (_next - _swept >= Math.Max(1024, Capacity))
        {
            Sweep();
        }

        return found;
    }

    internal void Write(BinaryWriter to)
    {
        to.Write(_next);
        to.Write(_swept);
        to.Write(_now);
        EventState.Write(to, _waiting);
        EventState.Write(to, _window);
        foreach (var rings in _rings)
        {
            to.Write(rings.Count);
            foreach (var (key, ring) in rings)
            {
                to.Write(key.Item1);
                to.Write(key.Item2);
                ring.Write(to);
            }
        }
    }

    internal void Read(BinaryReader from)
    {
        _next = from.ReadInt64();
        _swept = from.ReadInt64();
        _now = from.ReadDouble();
        EventState.Read(from, _waiting);
        EventState.Read(from, _window);
        for (var r = 0; r < _rings.Length; r++)
        {
            for (var left = from.ReadInt32(); left > 0; left--)
            {
                var key = (from.ReadInt64(), from.ReadInt64());
                _rings[r][key] = Ring.Read(from, _relations[r].Most);
            }
        }
    }

    private long[] Find(EventRelation relation, Dictionary<(long, long), Ring> rings, TimedEvent @event)
    {
        if (relation.Kind == EventRelationKind.Nearest)
        {
            return Nearest(relation, @event);
        }

        if (!rings.TryGetValue(Key(relation, relation.Lookup, @event), out var ring))
        {
            return [];
        }

        var oldest = _next - Capacity;
        var since = relation.Kind == EventRelationKind.SameSpan ? double.NegativeInfinity : @event.Time - relation.WindowSeconds;
        return [.. ring.Newest().TakeWhile(e => e.Sequence >= oldest && e.Time >= since).Select(e => e.Sequence)];
    }

    private long[] Nearest(EventRelation relation, TimedEvent @event)
    {
        while (_window.TryPeek(out var first) && (first.Event.Time < @event.Time - _longest || first.Sequence < _next - Capacity))
        {
            _window.Dequeue();
        }

        return [.. _window.Where(e => e.Event.Time >= @event.Time - relation.WindowSeconds)
            .Select(e => (e.Sequence, Distance: Distance(e.Event.Features, @event.Features)))
            .OrderBy(e => e.Distance).ThenByDescending(e => e.Sequence).Take(relation.Most).Select(e => e.Sequence)];
    }

    private void Store((long Sequence, TimedEvent Event) entry)
    {
        for (var r = 0; r < _relations.Count; r++)
        {
            if (_relations[r].Kind == EventRelationKind.Nearest)
            {
                continue;
            }

            var key = Key(_relations[r], _relations[r].Store, entry.Event);
            if (!_rings[r].TryGetValue(key, out var ring))
            {
                _rings[r][key] = ring = new Ring(_relations[r].Most);
            }

            ring.Add(entry.Sequence, entry.Event.Time);
        }

        if (_longest >= 0)
        {
            _window.Enqueue(entry);
        }
    }

    private void Sweep()
    {
        _swept = _next;
        foreach (var rings in _rings)
        {
            foreach (var (key, ring) in rings)
            {
                if (ring.Last < _next - Capacity)
                {
                    rings.Remove(key);
                }
            }
        }
    }

    private static (long, long) Key(EventRelation relation, IReadOnlyList<int> roles, TimedEvent @event) => relation.Kind switch
    {
        EventRelationKind.SameSpan => ((long)Math.Floor(@event.Time / relation.WindowSeconds), 0),
        EventRelationKind.SameBin => ((long)Math.Floor(@event.Features[relation.Feature] / relation.BinWidth), 0),
        EventRelationKind.Previous => (0, 0),
        _ => (@event.Entities[roles[0]], roles.Count > 1 ? @event.Entities[roles[1]] : -1),
    };

    private static double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
        {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }

        return sum;
    }

    /// <summary>The last events of a key.</summary>
    private sealed class Ring(int most)
    {
        private readonly (long Sequence, double Time)[] _entries = new (long, double)[most];
        private int _count;

        internal long Last => _entries[(_count - 1) % most].Sequence;

        internal void Add(long sequence, double time) => _entries[_count++ % most] = (sequence, time);

        internal void Write(BinaryWriter to)
        {
            to.Write(_count);
            foreach (var (sequence, time) in _entries)
            {
                to.Write(sequence);
                to.Write(time);
            }
        }

        internal static Ring Read(BinaryReader from, int most)
        {
            var ring = new Ring(most) { _count = from.ReadInt32() };
            for (var i = 0; i < most; i++)
            {
                ring._entries[i] = (from.ReadInt64(), from.ReadDouble());
            }

            return ring;
        }

        internal IEnumerable<(long Sequence, double Time)> Newest()
        {
            for (var i = 1; i <= Math.Min(_count, most); i++)
            {
                yield return _entries[(_count - i) % most];
            }
        }
    }
}
