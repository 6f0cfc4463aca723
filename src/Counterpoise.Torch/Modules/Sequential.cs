using System.Globalization;

namespace Counterpoise.Torch.Modules;

/// <summary>
/// Layers one after another, named 0, 1, 2, ... What a layer makes is freed as soon as the next one has used it (autograd
/// keeps what it needs): a layer that shows its input elsewhere hands out <c>alias()</c>.
/// </summary>
public sealed class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] _layers;

    /// <summary>Creates the chain.</summary>
    /// <param name="layers">The layers in order; the chain frees their tensors.</param>
    public Sequential(params IEnumerable<nn.Module<Tensor, Tensor>> layers) : base(nameof(Sequential))
    {
        _layers = [.. layers];
        for (var i = 0; i < _layers.Length; i++)
        {
            this.AddChild(i.ToString(CultureInfo.InvariantCulture), _layers[i]);
        }
    }

    /// <summary>How many layers there are.</summary>
    public int Count => _layers.Length;

    /// <summary>The layer at a place.</summary>
    /// <param name="index">From 0.</param>
    public nn.Module<Tensor, Tensor> this[int index] => _layers[index];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var output = input;
        foreach (var layer in _layers)
        {
            var next = layer.Forward(output);
            if (!ReferenceEquals(next, output) && !ReferenceEquals(output, input))
            {
                output.Dispose();
            }

            output = next;
        }

        return output;
    }
}
