using Counterpoise.Federated.Rounds;
using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Methods;

/// <summary>The classification layer of a network: its weight [C, D] and its bias [C], by their names in the state dict.</summary>
internal readonly record struct LastLayer(string Weight, string Bias)
{
    /// <exception cref="ArgumentException">What lies behind the backbone is not one linear layer with a bias.</exception>
    internal static LastLayer Find(EmbeddingClassifier network)
    {
        var head = network.named_parameters().Where(p => !network.IsBackbone(p.name)).ToArray();
        return head.Length == 2
            && head.FirstOrDefault(p => p.parameter.dim() == 2 && p.parameter.shape[0] == network.ClassCount) is { name: { } weight }
            && head.FirstOrDefault(p => p.parameter.dim() == 1 && p.parameter.shape[0] == network.ClassCount) is { name: { } bias }
            ? new LastLayer(weight, bias)
            : throw new ArgumentException(
                $"this method needs a network whose head is one linear layer with a bias; {network.Architecture} has "
                + $"{string.Join(", ", head.Select(p => p.name))}", nameof(network));
    }

    /// <summary>The layer that a method found when it prepared a network.</summary>
    /// <exception cref="InvalidOperationException">It has prepared none.</exception>
    internal static LastLayer Of(LastLayer? found) => found ?? throw new InvalidOperationException("prepare a network first");

    /// <summary>Writes a fixed weight and no bias, and keeps the optimiser from them.</summary>
    internal void Fix(EmbeddingClassifier network, double[] weight)
    {
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (name == Weight)
            {
                parameter.copy_(torch.tensor(weight, parameter.shape, dtype: ScalarType.Float64));
                parameter.requires_grad = false;
            }
            else if (name == Bias)
            {
                parameter.zero_();
                parameter.requires_grad = false;
            }
        }
    }

    /// <summary>A state's weight scaled to rows of length 1, and no bias.</summary>
    internal ModelState UnitRows(ModelState state)
    {
        var weight = state[Weight]!;
        var width = (int)weight.Shape[1];
        var values = (double[])weight.Values.Clone();
        for (var row = 0; row < weight.Shape[0]; row++)
        {
            var span = values.AsSpan(row * width, width);
            var length = Math.Sqrt(Square(span));
            for (var i = 0; i < width && length > 0; i++)
            {
                span[i] /= length;
            }
        }

        var bias = state[Bias]!;
        return state.With(weight with { Values = values }).With(bias with { Values = new double[bias.Values.Length] });
    }

    private static double Square(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value * value;
        }

        return sum;
    }
}
