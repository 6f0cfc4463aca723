using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Tabular.Gan;

/// <summary>
/// Trains a generator against a discriminator, both told the class: classes are drawn by the logarithm of their rows, so that rare ones are
/// seen, and rows within a class evenly.
/// </summary>
internal sealed class GanTraining : IDisposable
{
    private readonly ConditionalGanOptions _options;
    private readonly RowGenerator _generator;
    private readonly nn.Module<Tensor, Tensor> _discriminator;
    private readonly Adam _makes, _judges;
    private readonly IRandomSource _random;
    private readonly int _classCount, _width;
    private readonly double[] _classShares;

    public GanTraining(ConditionalGanOptions options, RowCodec codec, int[] classRows, IRandomSource random)
    {
        (_options, _random, _classCount, _width) = (options, random, classRows.Length, codec.Widths.Sum());
        _generator = new RowGenerator(options, _classCount, codec.Widths.Zip(codec.IsCategory)).Initialize(Seed());
        _discriminator = new Sequential(new Linear(_width + _classCount, options.Units), Activations.LeakyRelu(0.2),
            new Linear(options.Units, options.Units), Activations.LeakyRelu(0.2), new Linear(options.Units, 1)).Initialize(Seed());
        var adam = new AdamOptions { LearningRate = options.LearningRate, Beta1 = 0.5, Beta2 = 0.9 };
        (_makes, _judges) = (new Adam(_generator.parameters(), adam), new Adam(_discriminator.parameters(), adam));
        double[] logarithms = [.. classRows.Select(n => n == 0 ? 0 : Math.Log(1 + n))];
        _classShares = [.. logarithms.Select(l => l / logarithms.Sum())];
    }

    /// <summary>Trains; false where a loss was no number, so that the generator cannot be used.</summary>
    public bool Run(DenseMatrix rows, RowCodec codec, int[][] classRows, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        var real = Tensor.FromArray(codec.Encode(rows), rows.Rows, _width);
        var batch = Math.Min(_options.BatchSize, rows.Rows);
        var steps = Math.Max(1, rows.Rows / batch);
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var step = 0; step < steps; step++)
            {
                using var inner = torch.NewDisposeScope();
                int[] classes = [.. Enumerable.Range(0, batch).Select(_ => DrawClass())];
                var chosen = Tensor.FromArray(Array.ConvertAll(classes,
                    c => (long)classRows[c][(int)_random.NextInteger(classRows[c].Length)]), batch);
                var condition = Condition(classes);
                var made = _generator.forward(torch.cat([Normal(batch, _options.Noise), condition], 1), Uniform(batch));
                Judge(torch.cat([real.IndexSelect(0, chosen), condition], 1), torch.cat([made.Detach(), condition], 1));
                Make(torch.cat([made, condition], 1));
            }
        }

        using var guard = torch.no_grad();
        return _generator.parameters().All(p => p.IsFinite().all().ToBoolean());
    }

    /// <summary>Makes coded rows of a class.</summary>
    public float[] Generate(int label, int count)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var condition = Condition([.. Enumerable.Repeat(label, count)]);
        return _generator.forward(torch.cat([Normal(count, _options.Noise), condition], 1), Uniform(count)).ToArray<float>();
    }

    public void Dispose()
    {
        _makes.Dispose();
        _judges.Dispose();
        _generator.Dispose();
        _discriminator.Dispose();
    }

    /// <summary>A step of the discriminator: −r log D(x) − (1 − r) log(1 − D(x)) − log(1 − D(G)).</summary>
    private void Judge(Tensor real, Tensor made)
    {
        var scores = _discriminator.call(torch.cat([real, made], 0)).Squeeze(1);
        var n = (int)real.Size(0);
        float[] told = [.. Enumerable.Repeat((float)_options.RealLabel, n), .. Enumerable.Repeat(0f, n)];
        _judges.ZeroGrad();
        (nn.functional.binary_cross_entropy_with_logits(scores, Tensor.FromArray(told, 2 * n)) * 2).backward();
        _judges.Step();
    }

    /// <summary>A step of the generator: −log D(G).</summary>
    private void Make(Tensor made)
    {
        _makes.ZeroGrad();
        (-nn.functional.logsigmoid(_discriminator.call(made))).Mean().backward();
        _makes.Step();
    }

    private int DrawClass()
    {
        var at = _random.NextDouble();
        for (var c = 0; c < _classCount; c++)
        {
            at -= _classShares[c];
            if (at < 0)
            {
                return c;
            }
        }

        return Array.FindLastIndex(_classShares, s => s > 0);
    }

    private Tensor Condition(int[] classes)
    {
        var code = new float[classes.Length * _classCount];
        for (var i = 0; i < classes.Length; i++)
        {
            code[(i * _classCount) + classes[i]] = 1;
        }

        return Tensor.FromArray(code, classes.Length, _classCount);
    }

    private Tensor Normal(int rows, int columns)
    {
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)_random.NextNormal();
        }

        return Tensor.FromArray(values, rows, columns);
    }

    private Tensor Uniform(int rows)
    {
        var values = new float[rows * _width];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Clamp((float)_random.NextDouble(), 1e-6f, 1 - 1e-6f);
        }

        return Tensor.FromArray(values, rows, _width);
    }

    private ulong Seed() => (ulong)_random.NextInteger(long.MaxValue);
}
