using System.Globalization;

namespace Counterpoise.Torch.Modules;

/// <summary>
/// Layers one after another, named 0, 1, 2, ... What a layer makes is freed as soon as the next one has used it (autograd
/// keeps what it needs): a layer that shows its input elsewhere hands out <see cref="Tensor.Alias"/>.
/// </summary>
public sealed class Sequential : Layer
{
    private readonly Layer[] _layers;

    /// <summary>Creates the chain.</summary>
    /// <param name="layers">The layers in order; the chain frees their tensors.</param>
    public Sequential(params IEnumerable<Layer> layers)
    {
        _layers = [.. layers];
        for (var i = 0; i < _layers.Length; i++)
        {
            AddChild(i.ToString(CultureInfo.InvariantCulture), _layers[i]);
        }
    }

    /// <summary>How many layers there are.</summary>
    public int Count => _layers.Length;

    /// <summary>The layer at a place.</summary>
    /// <param name="index">From 0.</param>
    public Layer this[int index] => _layers[index];

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
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
