namespace Counterpoise.Graph.TimeAware;

/// <summary>
/// Features of an event from what came strictly before: for each entity and role log(1 + count), log(1 + hours since the last), a count
/// that halves in 42 minutes, and, where labels may be used, mean and deviation of known outcomes, smoothed share of positives (p + 0.1)/(n
/// + 1) and log(1 + known); then sine and cosine of the hour of the day, and the event's own features.
/// </summary>
/// <remarks>O(roles²) an event; memory O(entities).</remarks>
public sealed class PastFeatures
{
    private const double Hour = 3600;
    private readonly EventFeatureOptions _options;
    private readonly int _roles, _own;
    private readonly Dictionary<(int Role, int Entity), EntityPast> _past = [];
    private readonly Queue<TimedEvent> _waiting = new();
    private readonly Queue<(TimedEvent Event, int Label, double Outcome)> _unknown = new();

    /// <summary>Starts with no past.</summary>
    /// <param name="roles">Number of roles.</param>
    /// <param name="own">Number of an event's own features.</param>
    /// <param name="options">What is computed.</param>
    public PastFeatures(int roles, int own, EventFeatureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_roles, _own, _options) = (roles, own, options);
    }

    /// <summary>Number of features.</summary>
    public int Width => (_roles * (_options.SharedEntities ? _roles : 1) * (_options.Labels == LabelMode.None ? 3 : 7)) + 2 + _own;

    /// <summary>Names of the features, in order.</summary>
    /// <param name="roles">Names of the roles.</param>
    public IReadOnlyList<string> Names(IReadOnlyList<string> roles)
    {
        string[] parts = _options.Labels == LabelMode.None ? ["count", "hours", "burst"]
            : ["count", "hours", "burst", "mean", "deviation", "share", "known"];
        var pairs = from role in roles from other in _options.SharedEntities ? roles : [role] from part in parts select role == other
            ? $"{role}:{part}" : $"{role} as {other}:{part}";
        return [.. pairs, "hour:sin", "hour:cos", .. Enumerable.Range(0, _own).Select(f => $"own{f}")];
    }

    /// <summary>Computes the features of the next event and takes it in.</summary>
    /// <param name="event">No earlier than the one before.</param>
    /// <returns>[<see cref="Width"/>].</returns>
    public double[] Add(TimedEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        while (_waiting.TryPeek(out var earlier) && earlier.Time < @event.Time)
        {
            _waiting.Dequeue();
            for (var role = 0; role < _roles; role++)
            {
                Of(role, earlier.Entities[role]).Happened(earlier.Time);
            }
        }

        while (_unknown.TryPeek(out var known) && known.Event.Time + _options.DelaySeconds < @event.Time)
        {
            _unknown.Dequeue();
            Learn(known.Event, known.Label, known.Outcome);
        }

        var result = new double[Width];
        var at = 0;
        for (var role = 0; role < _roles; role++)
        {
            for (var other = 0; other < _roles; other++)
            {
                if (other == role || _options.SharedEntities)
                {
                    at = Of(other, @event.Entities[role]).Write(result, at, @event.Time, _options.Labels != LabelMode.None);
                }
            }
        }

        var angle = 2 * Math.PI * (@event.Time % (24 * Hour)) / (24 * Hour);
        (result[at], result[at + 1]) = (Math.Sin(angle), Math.Cos(angle));
        @event.Features.CopyTo(result, at + 2);
        _waiting.Enqueue(@event);
        return result;
    }

    /// <summary>Tells the label of an event; it is used once the delay has passed, and not at all where labels may not be.</summary>
    /// <param name="event">The event; labels come in the order of events.</param>
    /// <param name="label">1 for the positive class.</param>
    /// <param name="outcome">What became known with it.</param>
    public void Reveal(TimedEvent @event, int label, double outcome)
    {
        if (_options.Labels == LabelMode.PastKnown)
        {
            _unknown.Enqueue((@event, label, outcome));
        }
    }

    internal void Write(BinaryWriter to)
    {
        EventState.Write(to, _waiting.Select(e => (0L, e)).ToArray());
        EventState.Write(to, _unknown.Select(e => (0L, e.Event)).ToArray());
        foreach (var (_, label, outcome) in _unknown)
        {
            to.Write(label);
            to.Write(outcome);
        }

        to.Write(_past.Count);
        foreach (var (key, past) in _past)
        {
            to.Write(key.Role);
            to.Write(key.Entity);
            Array.ForEach(past.Numbers, to.Write);
        }
    }

    internal void Read(BinaryReader from)
    {
        var events = new Queue<(long, TimedEvent Event)>();
        EventState.Read(from, events);
        foreach (var (_, e) in events)
        {
            _waiting.Enqueue(e);
        }

        events.Clear();
        EventState.Read(from, events);
        foreach (var (_, e) in events)
        {
            _unknown.Enqueue((e, from.ReadInt32(), from.ReadDouble()));
        }

        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var key = (from.ReadInt32(), from.ReadInt32());
            _past[key] = new EntityPast { Numbers = [.. Enumerable.Range(0, 7).Select(_ => from.ReadDouble())] };
        }
    }

    /// <summary>Takes a label in at once, whatever the time: only for the leak.</summary>
    internal void Learn(TimedEvent @event, int label, double outcome)
    {
        for (var role = 0; role < _roles; role++)
        {
            Of(role, @event.Entities[role]).Known(label, outcome);
        }
    }

    private EntityPast Of(int role, int entity)
    {
        if (!_past.TryGetValue((role, entity), out var past))
        {
            _past[(role, entity)] = past = new EntityPast();
        }

        return past;
    }

    /// <summary>What an entity did in a role.</summary>
    private sealed class EntityPast
    {
        private double _count, _last = double.NaN, _burst, _known, _sum, _squares, _positives;

        internal double[] Numbers
        {
            get => [_count, _last, _burst, _known, _sum, _squares, _positives];
            init => (_count, _last, _burst, _known, _sum, _squares, _positives) =
                (value[0], value[1], value[2], value[3], value[4], value[5], value[6]);
        }

        internal void Happened(double time)
        {
            _burst = 1 + (double.IsNaN(_last) ? 0 : _burst * Math.Exp((_last - time) / Hour));
            _last = time;
            _count++;
        }

        internal void Known(int label, double outcome)
        {
            _known++;
            _sum += outcome;
            _squares += outcome * outcome;
            _positives += label;
        }

        internal int Write(double[] to, int at, double time, bool labels)
        {
            to[at] = Math.Log(1 + _count);

            // A first time counts as ten years ago.
            to[at + 1] = Math.Log(1 + (double.IsNaN(_last) ? 87_600 : (time - _last) / Hour));
            to[at + 2] = double.IsNaN(_last) ? 0 : _burst * Math.Exp((_last - time) / Hour);
            if (!labels)
            {
                return at + 3;
            }

            var mean = _known == 0 ? 0 : _sum / _known;
            to[at + 3] = mean;
            to[at + 4] = _known == 0 ? 0 : Math.Sqrt(Math.Max(0, (_squares / _known) - (mean * mean)));
            to[at + 5] = (_positives + 0.1) / (_known + 1);
            to[at + 6] = Math.Log(1 + _known);
            return at + 7;
        }
    }
}
