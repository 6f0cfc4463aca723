using System.Globalization;

namespace Counterpoise.Torch;

/// <summary>A tensor as PyTorch prints it: its numbers, then what differs from a plain float32, int64 or bool tensor on the CPU.</summary>
internal static class TensorText
{
    private const string Prefix = "tensor(";
    private const int LineWidth = 80;
    private const int Edge = 3;
    private const long MostElements = 1000;

    internal static string Of(Tensor tensor)
    {
        using var scope = DisposeScope.Begin();
        using var _ = NoGrad.Begin();
        var suffixes = new List<string>();
        if (tensor.Device.Type != DeviceType.Cpu)
        {
            suffixes.Add($"device='{tensor.Device}'");
        }

        var body = "[]";
        if (tensor.Count == 0)
        {
            if (tensor.Rank != 1)
            {
                suffixes.Add($"size=({string.Join(", ", tensor.Shape)})");
            }

            AddType(suffixes, tensor, tensor.Type == ScalarType.Float32);
        }
        else
        {
            AddType(suffixes, tensor, tensor.Type is ScalarType.Float32 or ScalarType.Int64 or ScalarType.Bool);
            body = Numbers(tensor);
        }

        if (tensor.GradientFunction is { } function)
        {
            suffixes.Add($"grad_fn=<{function[(function.LastIndexOf(':') + 1)..]}>");
        }
        else if (tensor.RequiresGrad)
        {
            suffixes.Add("requires_grad=True");
        }

        return WithSuffixes(Prefix + body, suffixes);
    }

    private static void AddType(List<string> suffixes, Tensor tensor, bool isDefault)
    {
        if (!isDefault)
        {
            suffixes.Add($"dtype=torch.{tensor.Type.ToString().ToLowerInvariant()}");
        }
    }

    private static string Numbers(Tensor tensor)
    {
        var summarise = tensor.Count > MostElements;
        var shown = tensor.Detach();
        for (var dimension = 0; summarise && dimension < tensor.Rank; dimension++)
        {
            if (tensor.Size(dimension) > 2 * Edge)
            {
                shown = Tensor.Concatenate([shown.Narrow(dimension, 0, Edge), shown.Narrow(dimension, tensor.Size(dimension) - Edge, Edge)], dimension);
            }
        }

        var elements = Elements(shown, out var width);
        return Block(elements, tensor.Shape, shown.Shape, 0, 0, Prefix.Length, width);
    }

    private static string[] Elements(Tensor shown, out int width)
    {
        ElementFormat format;
        string[] elements;
        if (shown.Type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64)
        {
            var numbers = shown.To(ScalarType.Float64).ToArray<double>();
            format = new ElementFormat(numbers);
            elements = Array.ConvertAll(numbers, format.Padded);
        }
        else
        {
            var integers = shown.To(ScalarType.Int64).ToArray<long>();
            var texts = Array.ConvertAll(integers, n => shown.Type == ScalarType.Bool ? (n != 0 ? "True" : "False") : n.ToString(CultureInfo.InvariantCulture));
            format = new ElementFormat(texts);
            elements = Array.ConvertAll(texts, format.Padded);
        }

        width = format.Width;
        return elements;
    }

    /// <summary>The elements from a position on, as nested brackets.</summary>
    private static string Block(string[] elements, long[] shape, long[] shown, int dimension, long at, int indent, int width)
    {
        if (shape.Length == 0)
        {
            return elements[0];
        }

        var last = dimension == shape.Length - 1;
        var stride = shown[(dimension + 1)..].Aggregate(1L, (product, size) => product * size);
        var parts = new List<string>();
        for (var i = 0; i < shown[dimension]; i++)
        {
            if (i == Edge && shape[dimension] > shown[dimension])
            {
                parts.Add(last ? " ..." : "...");
            }

            var position = at + (i * stride);
            parts.Add(last ? elements[position] : Block(elements, shape, shown, dimension + 1, position, indent + 1, width));
        }

        var margin = new string(' ', indent + 1);
        if (!last)
        {
            return $"[{string.Join("," + new string('\n', shape.Length - 1 - dimension) + margin, parts)}]";
        }

        var perLine = Math.Max(1, (LineWidth - indent) / (width + 2));
        return $"[{string.Join(",\n" + margin, parts.Chunk(perLine).Select(line => string.Join(", ", line)))}]";
    }

    private static string WithSuffixes(string text, List<string> suffixes)
    {
        var used = text.Length - text.LastIndexOf('\n') + 1;
        foreach (var suffix in suffixes)
        {
            if (used + suffix.Length + 2 > LineWidth)
            {
                text += ",\n" + new string(' ', Prefix.Length) + suffix;
                used = Prefix.Length + suffix.Length;
            }
            else
            {
                text += ", " + suffix;
                used += suffix.Length + 2;
            }
        }

        return text + ")";
    }
}
