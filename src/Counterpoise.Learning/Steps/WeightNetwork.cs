using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Steps;

/// <summary>
/// A small network from what is known of a row to its weight: linear layers with ReLU between them and a sigmoid, [N, D] → [N], in (0, 1).
/// </summary>
/// <remarks>Meta-Weight-Net is 1 → 100 → 1. Reference: Shu et al., "Meta-Weight-Net", NeurIPS 2019, arXiv:1902.07379.</remarks>
public sealed class WeightNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Linear[] _layers;

    /// <summary>Creates the network.</summary>
    /// <param name="inputs">D, at least 1.</param>
    /// <param name="width">Units of each hidden layer, at least 1. 100 in Meta-Weight-Net.</param>
    /// <param name="hiddenLayers">Hidden layers, at least 1.</param>
    public WeightNetwork(int inputs, int width = 100, int hiddenLayers = 1) : base(nameof(WeightNetwork))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenLayers, 1);
        _layers = [.. Enumerable.Range(0, hiddenLayers + 1).Select(i => this.AddChild(
            FormattableString.Invariant($"layer{i}"), new Linear(i == 0 ? inputs : width, i == hiddenLayers ? 1 : width)))];
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var current = input;
        foreach (var layer in _layers[..^1])
        {
            current = layer.Forward(current).Relu();
        }

        return scope.Keep(_layers[^1].Forward(current).Sigmoid().Reshape(-1));
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
