using System.Globalization;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>DenseNet's block: layers <c>denselayer1</c>, <c>denselayer2</c>, ..., each of which sees all maps before it.</summary>
internal sealed class DenseBlock : nn.Module<Tensor, Tensor>
{
    private readonly DenseLayer[] _layers;

    public DenseBlock(int layers, int inputs, int growth, BatchNormOptions batchNorm) : base(nameof(DenseBlock))
    {
        _layers = [.. Enumerable.Range(0, layers).Select(i => new DenseLayer(inputs + (i * growth), growth, batchNorm))];
        foreach (var (i, layer) in _layers.Index())
        {
            this.AddChild(string.Create(CultureInfo.InvariantCulture, $"denselayer{i + 1}"), layer);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(_layers.Aggregate(input, (maps, layer) => layer.Forward(maps)));
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
