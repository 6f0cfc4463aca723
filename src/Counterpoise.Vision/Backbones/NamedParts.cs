using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// Layers under names of their own that run one after another: a place in the state dict for what its owner runs by hand.
/// </summary>
internal sealed class NamedParts : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] _parts;

    public NamedParts(IReadOnlyList<(string Name, nn.Module<Tensor, Tensor> Part)> parts) : base(nameof(NamedParts))
    {
        _parts = [.. parts.Select(part => part.Part)];
        foreach (var (name, part) in parts)
        {
            this.AddChild(name, part);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(_parts.Aggregate(input, (output, part) => part.Forward(output)));
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
