using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Parameter = TorchSharp.Modules.Parameter;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>
/// A Mamba block: two projections, a causal depthwise convolution over four tokens with SiLU, the selective scan, and a gate: y ·
/// SiLU(gate).
/// </summary>
/// <remarks>
/// Reference: Gu and Dao, 2023, arXiv:2312.00752; keys are those of <c>mamba_ssm</c>. The bias of the step size is the inverse of softplus
/// at sizes drawn log-uniformly in [0.001, 0.1], and is added once. A_log and D should have no weight decay.
/// </remarks>
public sealed class MambaBlock : nn.Module<Tensor, Tensor>
{
    private const int Taps = 4;
    private readonly int _inner, _states, _rank;
    private readonly Linear _input, _selection, _step, _output;
    private readonly Conv1d _convolution;
    private readonly ScanDiscretization _discretization;

    /// <summary>Creates the block without values.</summary>
    /// <param name="width">Channels of a token, 1 or more.</param>
    /// <param name="states">States of each channel, 1 or more. 16 is usual.</param>
    /// <param name="expand">Channels within, as a multiple of the width. 2 is usual.</param>
    /// <param name="discretization">How the input enters the state.</param>
    public MambaBlock(int width, int states = 16, int expand = 2, ScanDiscretization discretization = ScanDiscretization.Simplified)
        : base(nameof(MambaBlock))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(expand, 1);
        (_inner, _states, _rank, _discretization) = (expand * width, states, (width + 15) / 16, discretization);
        double[] rates = [.. Enumerable.Range(0, _inner * states).Select(i => Math.Log((i % states) + 1))];
        register_parameter("A_log", new Parameter(Tensor.FromArray(rates, _inner, states).to_type(ScalarType.Float32)
            .DetachFromDisposeScope(), true));
        this.RegisterParameter("D", [_inner], Initializer.Ones);
        _input = this.AddChild("in_proj", new Linear(width, 2 * _inner, bias: false));
        _convolution = this.AddChild("conv1d", new Conv1d(_inner, _inner, Taps, new() { Padding = Taps - 1, Groups = _inner }));
        _selection = this.AddChild("x_proj", new Linear(_inner, _rank + (2 * states), bias: false));
        _step = this.AddChild("dt_proj", new Linear(_rank, _inner, weightInitializer: Initializer.Uniform(1 / Math.Sqrt(_rank)),
            biasInitializer: Initializer.StepSize(0.001, 0.1, 1e-4)));
        _output = this.AddChild("out_proj", new Linear(_inner, width, bias: false));
    }

    /// <summary>Whether a parameter should have no weight decay.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsWithoutDecay(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith("A_log", StringComparison.Ordinal) || name.Split('.')[^1] == "D";
    }

    /// <summary>[N, L, width] to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = torch.NewDisposeScope();
        var length = input.Size(1);
        var parts = _input.Forward(input).chunk(2, -1);
        var u = _convolution.Forward(parts[0].transpose(1, 2)).narrow(2, 0, length).transpose(1, 2).Silu();
        var selected = _selection.Forward(u);
        var dt = _step.Forward(selected.narrow(2, 0, _rank)).softplus();
        var y = SelectiveScan.Apply(
            u, dt, -get_parameter("A_log")!.exp(), selected.narrow(2, _rank, _states), selected.narrow(2, _rank + _states, _states),
                get_parameter("D")!, _discretization);
        return scope.Keep(_output.Forward(y * parts[1].Silu()));
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
