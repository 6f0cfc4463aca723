using Counterpoise.Tests.Torch.Modules;
using Counterpoise.Torch;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Tests.Torch.Optimizers;

/// <summary>The problem of oracles/optimizers.py: two parameters, a loss that changes with the step.</summary>
internal sealed class Problem
{
    public const int Steps = 20;

    public Tensor A { get; } = Wave.Of([3, 4], 1).WithGrad();

    public Tensor B { get; } = Wave.Of([5], 2).WithGrad();

    public double[] Values => [.. A.ToArray<double>(), .. B.ToArray<double>()];

    public Tensor Loss(int t) => (A - 0.3).Pow(4).Sum() + (B.Square() * (1 + Math.Cos(t))).Sum() + (A.Select(0, 0).Sum() * B.Sum() * 0.1);

    /// <summary>Makes one step and returns the loss before it.</summary>
    public double Step(Optimizer optimizer, int t, Action? before = null)
    {
        using var scope = torch.NewDisposeScope();
        optimizer.ZeroGrad();
        var loss = Loss(t);
        loss.Backward();
        before?.Invoke();
        optimizer.Step();
        return loss.Item<double>();
    }
}
