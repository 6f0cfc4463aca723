using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Tabular.RgNet;

/// <summary>Trains a <see cref="ScaleNetwork"/>: batches, Adam, early stopping on the smoothed validation average precision.</summary>
internal sealed class ScaleTraining : IDisposable
{
    // The curve is smoothed over as many epochs before its best point is sought.
    private const int Smoothing = 5;

    private readonly ScaleNetwork _network;
    private readonly RgNetOptions _options;
    private readonly Tensor _x, _y, _w;
    private readonly int[] _labels;

    private ScaleTraining(ScaleNetwork network, RgNetOptions options, float[] x, int[] labels, float[] weights)
    {
        (_network, _options, _labels) = (network, options, labels);
        _x = Tensor.FromArray(x, labels.Length, network.Shape.Widths[0]);
        _y = network.Shape.Outputs == 1 ? Tensor.FromArray(Array.ConvertAll(labels, l => (float)l), labels.Length)
            : Tensor.FromArray(Array.ConvertAll(labels, l => (long)l), labels.Length);
        _w = Tensor.FromArray(weights, labels.Length);
    }

    /// <summary>Draws the initial values and the validation rows, trains, and gives back the network of the best epoch.</summary>
    public static FittedScaleNetwork Fit(ScaleShape shape, RgNetOptions options, DenseMatrix features, ReadOnlySpan<int> labels,
        ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        var network = new ScaleNetwork(shape).Initialize((ulong)random.NextInteger(long.MaxValue));
        try
        {
            var order = options.OrdersColumns ? ColumnOrder.Of(features) : [.. Enumerable.Range(0, features.Columns)];
            var y = labels.ToArray();
            float[] w = weights.IsEmpty ? [.. Enumerable.Repeat(1f, y.Length)] : [.. weights.ToArray().Select(v => (float)v)];
            int[] counted = [.. Enumerable.Range(0, y.Length).Where(i => w[i] > 0)];
            var (train, validation) = Part(counted, y, shape.ClassCount, options, random);
            using var training = new ScaleTraining(network, options, Ordered(features, order), y, w);
            var (curve, best) = training.Run(train, validation, random, cancellationToken);
            network.eval();
            return new FittedScaleNetwork(network, order) { ValidationCurve = curve, BestEpoch = best };
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _x.Dispose();
        _y.Dispose();
        _w.Dispose();
    }

    /// <summary>The rows as float32, their columns in an order.</summary>
    internal static float[] Ordered(DenseMatrix features, int[] order)
    {
        var values = new float[features.Rows * order.Length];
        for (var i = 0; i < features.Rows; i++)
        {
            var row = features.Row(i);
            for (var j = 0; j < order.Length; j++)
            {
                values[(i * order.Length) + j] = (float)row[order[j]];
            }
        }

        return values;
    }

    /// <summary>Validation rows of each class that has any; none at all where the rarest would have too few.</summary>
    private static (int[] Train, int[] Validation) Part(int[] rows, int[] labels, int classCount, RgNetOptions options,
        IRandomSource random)
    {
        if (options.ValidationShare == 0)
        {
            return (rows, []);
        }

        var byClass = Enumerable.Range(0, classCount).Select(c => rows.Where(i => labels[i] == c).ToArray()).Where(r => r.Length > 0)
            .ToArray();
        if (byClass.Length < 2 || byClass.Any(r => Share(r) < options.FewestValidationRows))
        {
            return (rows, []);
        }

        foreach (var group in byClass)
        {
            random.Shuffle<int>(group);
        }

        return ([.. byClass.SelectMany(r => r.Skip(Share(r))).Order()], [.. byClass.SelectMany(r => r.Take(Share(r))).Order()]);

        int Share(int[] group) => (int)Math.Round(options.ValidationShare * group.Length);
    }

    private (double[] Curve, int Best) Run(int[] train, int[] validation, IRandomSource random, CancellationToken cancellationToken)
    {
        using var adam = new Adam(_network.parameters().Where(p => p.requires_grad),
            new AdamOptions { LearningRate = _options.LearningRate, WeightDecay = _options.WeightDecay });
        using var held = validation.Length == 0 ? null : _x.IndexSelect(0, Rows(validation));
        var curve = new List<double>();
        var (best, bestEpoch, state) = (double.NegativeInfinity, _options.Epochs, (Dictionary<string, Tensor>?)null);
        for (var epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            random.Shuffle<int>(train);
            Epoch(adam, train, cancellationToken);
            if (held is null)
            {
                continue;
            }

            curve.Add(AveragePrecision(held, validation));
            var smoothed = curve.TakeLast(Smoothing).Average();
            if (smoothed > best)
            {
                (best, bestEpoch) = (smoothed, epoch);
                Forget(state);
                state = _network.StateDict().ToDictionary(p => p.Key, p => p.Value.Detach().Clone().DetachFromDisposeScope());
            }
            else if (epoch - bestEpoch >= _options.Patience)
            {
                break;
            }
        }

        if (state is not null)
        {
            _network.LoadStateDict(state);
            Forget(state);
        }

        return ([.. curve], bestEpoch);
    }

    private void Epoch(Adam adam, int[] rows, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        _network.train();
        var order = Rows(rows);
        var (x, y, w) = (_x.IndexSelect(0, order), _y.IndexSelect(0, order), _w.IndexSelect(0, order));
        for (var start = 0; start < rows.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(_options.BatchSize, rows.Length - start);
            count += rows.Length - start - count == 1 ? 1 : 0;
            using var step = torch.NewDisposeScope();
            var weights = w.Narrow(0, start, count);
            var losses = Loss(_network.forward(x.Narrow(0, start, count)), y.Narrow(0, start, count));
            adam.ZeroGrad();
            ((losses * weights).Sum() / weights.Sum()).backward();
            adam.Step();
            start += count;
        }
    }

    private Tensor Loss(Tensor logits, Tensor labels) => _network.Shape.Outputs == 1
        ? nn.functional.binary_cross_entropy_with_logits(logits.Squeeze(1), labels, reduction: Reduction.None)
        : nn.functional.cross_entropy(logits, labels, reduction: Reduction.None);

    /// <summary>Average precision of the minority class of two, of several the mean over the classes that are there.</summary>
    private double AveragePrecision(Tensor held, int[] validation)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        _network.eval();
        var logits = _network.forward(held).ToArray<float>();
        int[] labels = [.. validation.Select(i => _labels[i])];
        var outputs = _network.Shape.Outputs;
        if (outputs == 1)
        {
            var minority = 2 * labels.Sum() <= labels.Length ? 1 : 0;
            return Metrics.AveragePrecision.Of(labels, minority == 1 ? logits : Array.ConvertAll(logits, l => -l), minority);
        }

        var margins = Enumerable.Range(0, outputs).Where(c => labels.Contains(c))
            .Select(c => Metrics.AveragePrecision.Of(labels, Share(logits, outputs, c), c));
        return margins.Average();
    }

    /// <summary>Log-odds of a class against the others, which rank as its probability does.</summary>
    private static float[] Share(float[] logits, int outputs, int c)
    {
        var scores = new float[logits.Length / outputs];
        for (var i = 0; i < scores.Length; i++)
        {
            var row = logits.AsSpan(i * outputs, outputs);
            var most = float.NegativeInfinity;
            foreach (var value in row)
            {
                most = Math.Max(most, value);
            }

            var sum = 0f;
            foreach (var value in row)
            {
                sum += MathF.Exp(value - most);
            }

            scores[i] = row[c] - most - MathF.Log(sum);
        }

        return scores;
    }

    private static void Forget(Dictionary<string, Tensor>? state)
    {
        foreach (var tensor in state?.Values ?? Enumerable.Empty<Tensor>())
        {
            tensor.Dispose();
        }
    }

    private static Tensor Rows(int[] rows) => Tensor.FromArray(Array.ConvertAll(rows, i => (long)i), rows.Length);
}
