using Counterpoise.Torch;
using Counterpoise.Torch.Collectives;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Tests.Distributed;

/// <summary>
/// A small network in float64 with batch norm, trained on 13 rows a step by however many processes there are: 13 divides by none of them.
/// </summary>
internal static class JoinedProblem
{
    public const int Rows = 13;

    public static Sequential Create(MemoryFormat format, ulong seed)
    {
        var model = new Sequential(
            new Conv2d(2, 6, 3, new ConvolutionOptions { Padding = 1 }),
            new BatchNorm2d(6),
            Activations.Relu(),
            new Conv2d(6, 4, 3),
            new BatchNorm2d(4),
            Pooling.Flatten(),
            new Linear(36, 8),
            new BatchNorm1d(8),
            new Linear(8, 3)).Initialize(seed);
        model.To(ScalarType.Float64, format: format);
        return model;
    }

    public static void Train(Sequential model, ProcessGroup? group, MemoryFormat format)
    {
        var mine = Enumerable.Range(0, Rows).Where(row => group is null || row % group.Size == group.Rank).Select(row => (long)row)
            .ToArray();
        model.SynchronizeBatchNorm(group);
        using var sgd = new Sgd(model.Parameters(), new SgdOptions { LearningRate = 0.05, Momentum = 0.9, WeightDecay = 0.01 });
        using var averager = group is null ? null : new GradientAverager(group, model.NamedParameters(),
            new GradientAveragerOptions { Reduction = GradientReduction.Sum });
        for (var step = 0; step < 8; step++)
        {
            using var scope = torch.NewDisposeScope();
            var rows = Tensor.FromArray(mine);
            var input = Input(step).IndexSelect(0, rows).Contiguous(format);
            var labels = (Tensor.Arange(Rows, ScalarType.Int64) * 7 + step).Remainder(3).IndexSelect(0, rows);
            var loss = Functional.CrossEntropy(model.Forward(input), labels) * ((double)mine.Length / Rows);
            loss.Backward();
            averager?.Average();
            sgd.Step();
            sgd.ZeroGrad();
        }
    }

    /// <summary>Every weight and running moment, one after the other.</summary>
    public static double[] Weights(nn.Module model)
    {
        using var scope = torch.NewDisposeScope();
        return [.. model.StateDict().Values.SelectMany(tensor => tensor.Double().Contiguous().ToArray<double>())];
    }

    private static Tensor Input(int step) => ((Tensor.Arange(Rows * 50, ScalarType.Float64) * 1.7) + step).Sin().Reshape(Rows, 2, 5, 5);
}
