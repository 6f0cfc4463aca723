using Counterpoise.Files;
using Counterpoise.Torch;

namespace Counterpoise.Graph.TimeAware;

/// <summary>
/// Scores events as they come, each from what came strictly before, with the relations and earlier events behind each score.
/// </summary>
/// <remarks>
/// Equal to <see cref="TimeAwareModel.Score(EventGraph, CancellationToken)"/> up to float rounding. Earlier events are kept in rings:
/// memory is O(capacity · layers · width) and a few
/// numbers for each entity. One thread at a time.
/// </remarks>
public sealed class EventScorer
{
    private const int Format = 0x43504531;
    private readonly TimeAwareModel _model;
    private readonly PastIndex _index;
    private readonly PastFeatures _features;
    private readonly WeightRows _input, _hidden, _output;
    private readonly ScorerLayer[] _layers;
    private readonly float[][] _values;
    private readonly double[] _times;
    private readonly sbyte[] _labels;
    private readonly TimedEvent?[] _events;
    private readonly int _roles, _own;

    /// <summary>Starts without a past.</summary>
    /// <param name="model">A trained network.</param>
    /// <param name="roles">Number of roles of an event.</param>
    /// <param name="own">Number of an event's own features.</param>
    /// <param name="capacity">The most earlier events that are remembered, 1 or more.</param>
    /// <exception cref="ArgumentException">The model was made for other features, or with leaked labels.</exception>
    public EventScorer(TimeAwareModel model, int roles, int own = 0, int capacity = 100_000)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Features.Labels == LabelMode.Leaky)
        {
            throw new ArgumentException(
                "this model was trained with labels of the future: a stream has none; train it with past-known ones", nameof(model));
        }

        (_model, _roles, _own) = (model, roles, own);
        _index = new PastIndex(model.Kinds, capacity);
        _features = new PastFeatures(roles, own, model.Features);
        if (_features.Width != model.Means.Length)
        {
            throw new ArgumentException(
                $"{roles} roles and {own} features of an event give {_features.Width} inputs, the model takes {model.Means.Length}",
                nameof(roles));
        }

        var network = model.Network;
        (_input, _hidden, _output) = (new(network.Input), new(network.Hidden), new(network.Output));
        _layers = [.. Enumerable.Range(0, network.LayerCount).Select(l => new ScorerLayer(network, l))];
        _values = [.. _layers.Select(_ => new float[capacity * network.Options.Width])];
        (_times, _labels, _events) = (new double[capacity], new sbyte[capacity], new TimedEvent?[capacity]);
    }

    /// <summary>Scores the next event.</summary>
    /// <param name="event">No earlier than the one before.</param>
    /// <exception cref="ArgumentException">Its time lies before that of the last event, or it has other roles or features.</exception>
    public EventScore Score(TimedEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (@event.Entities.Length != _roles || @event.Features.Length != _own)
        {
            throw new ArgumentException(
                $"an event of {@event.Entities.Length} entities and {@event.Features.Length} features; expected {_roles} and {_own}",
                nameof(@event));
        }

        var (d, sequence) = (_model.Network.Options.Width, _index.Next);
        var found = _index.Add(@event);
        var inputs = _features.Add(@event);
        var place = (int)(sequence % _times.Length);
        var places = Array.ConvertAll(found, f => Array.ConvertAll(f, s => (int)(s % _times.Length)));
        var hours = Array.ConvertAll(places, p => Array.ConvertAll(p, i => (float)((@event.Time - _times[i]) / 3600)));
        var states = Array.ConvertAll(places, p => Array.ConvertAll(p, i => State(i, @event.Time)));
        var starts = Array.ConvertAll(places, p => Array.ConvertAll(p, i => i * d));
        float[] scaled = new float[inputs.Length], value = new float[d], next = new float[d];
        _model.Standardize(inputs, scaled);
        _input.Apply(scaled, value);
        for (var k = 0; k < d; k++)
        {
            value[k] = Math.Max(0, value[k]);
        }

        var (attention, weights) = (Array.Empty<float[]>(), Array.Empty<float>());
        for (var l = 0; l < _layers.Length; l++)
        {
            (attention, weights) = _layers[l].Run(value, starts, _values[l], hours, states, next);
            value.CopyTo(_values[l], place * d);
            (value, next) = (next, value);
        }

        (_times[place], _labels[place], _events[place]) = (@event.Time, 0, @event);
        var logit = Decode(value);
        return new EventScore(sequence, logit, 1 / (1 + Math.Exp(-logit)), Shares(found, hours, attention, weights));
    }

    /// <summary>Tells the label of an event; later events see it once the delay has passed.</summary>
    /// <param name="sequence">The number that its score bears; events are told in order.</param>
    /// <param name="label">1 for the positive class, 0 for the other.</param>
    /// <param name="outcome">What became known with it; null for the label itself.</param>
    /// <exception cref="ArgumentException">The event is not remembered any more, or its label was told.</exception>
    public void Reveal(long sequence, int label, double? outcome = null)
    {
        var place = (int)(sequence % _times.Length);
        if (sequence < 0 || sequence >= _index.Next || sequence < _index.Next - _times.Length || _labels[place] != 0)
        {
            throw new ArgumentException(
                $"event {sequence} is not remembered, or its label was told before; events {Math.Max(0, _index.Next - _times.Length)} to "
                + $"{_index.Next - 1} are remembered", nameof(sequence));
        }

        _labels[place] = (sbyte)(1 + label);
        _features.Reveal(_events[place]!, label, outcome ?? label);
    }

    /// <summary>Writes everything that later scores rest on, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        using var to = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        to.Write(Format);
        to.Write(_times.Length);
        to.Write(_model.Network.Options.Width);
        to.Write(_layers.Length);
        _index.Write(to);
        _features.Write(to);
        var held = (int)Math.Min(_index.Next, _times.Length);
        for (var place = 0; place < held; place++)
        {
            to.Write(_times[place]);
            to.Write(_labels[place]);
        }

        EventState.Write(to, [.. _events.Take(held).Select((e, i) => ((long)i, e!))]);
        var width = _model.Network.Options.Width;
        foreach (var values in _values)
        {
            to.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan(0, held * width)));
        }
    });

    /// <summary>Goes on from a snapshot: later scores are those that the saved scorer would have given.</summary>
    /// <param name="path">A file of <see cref="Save"/>.</param>
    /// <param name="model">The same network.</param>
    /// <param name="roles">Number of roles.</param>
    /// <param name="own">Number of an event's own features.</param>
    /// <exception cref="InvalidDataException">The file is no snapshot, is cut off, or is of another network.</exception>
    public static EventScorer Load(string path, TimeAwareModel model, int roles, int own = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var from = new BinaryReader(File.OpenRead(path));
        try
        {
            var (format, capacity, width, layers) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadInt32());
            if (format != Format && format >> 8 == Format >> 8)
            {
                throw new InvalidDataException($"{path} is a snapshot of another version of the format ('{(char)(format & 0xff)}'; this "
                    + "program reads '1'): use the program that wrote it, or save it again with this model");
            }

            if (format != Format || width != model.Network.Options.Width || layers != model.Network.LayerCount || capacity < 1)
            {
                throw new InvalidDataException(
                    $"{path} is no snapshot of a network of width {model.Network.Options.Width} and {model.Network.LayerCount} layers; "
                    + $"save it again with this model");
            }

            var scorer = new EventScorer(model, roles, own, capacity);
            scorer._index.Read(from);
            scorer._features.Read(from);
            var held = (int)Math.Min(scorer._index.Next, capacity);
            for (var place = 0; place < held; place++)
            {
                scorer._times[place] = from.ReadDouble();
                scorer._labels[place] = from.ReadSByte();
            }

            var events = new Queue<(long Sequence, TimedEvent Event)>();
            EventState.Read(from, events);
            foreach (var (place, one) in events)
            {
                scorer._events[place] = one;
            }

            foreach (var values in scorer._values)
            {
                from.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan(0, held * width)));
            }

            return scorer;
        }
        catch (EndOfStreamException cut)
        {
            throw new InvalidDataException($"{path} is cut off; take an earlier snapshot, or start anew", cut);
        }
    }

    private int State(int place, double now) => _model.Features.Labels == LabelMode.PastKnown && _labels[place] > 0
        && _times[place] + _model.Features.DelaySeconds < now ? _labels[place] : 0;

    private double Decode(float[] value)
    {
        var hidden = new float[_model.Network.Hidden.Outputs];
        var logit = new float[1];
        _hidden.Apply(value, hidden);
        for (var k = 0; k < hidden.Length; k++)
        {
            hidden[k] = Math.Max(0, hidden[k]);
        }

        _output.Apply(hidden, logit);
        return logit[0];
    }

    private RelationShare[] Shares(long[][] found, float[][] hours, float[][] attention, float[] weights)
    {
        if (weights.Length == 0)
        {
            return [];
        }

        var order = Enumerable.Range(0, found.Length).Where(r => found[r].Length > 0).OrderByDescending(r => weights[r]);
        return [.. order.Select(r => new RelationShare(
            _model.Kinds[r].Name, weights[r], [.. found[r].Select((s, i) => new EventShare(s, hours[r][i], attention[r][i]))
                .OrderByDescending(e => e.Attention)]))];
    }
}
