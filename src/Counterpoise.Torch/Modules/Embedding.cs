namespace Counterpoise.Torch.Modules;

/// <summary>A learnt row for each index: int64 of any shape [...] to [..., width].</summary>
public sealed class Embedding : Layer
{
    /// <summary>Creates the table from the standard normal distribution.</summary>
    /// <param name="rows">How many indices there are, 1 or more.</param>
    /// <param name="width">The length of a row, 1 or more.</param>
    /// <param name="padding">An index whose row gets no gradient; null for none. Its first values are drawn like the others', not 0 as in PyTorch.</param>
    public Embedding(int rows, int width, int? padding = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (padding is { } p && (p < 0 || p >= rows))
        {
            throw new ArgumentOutOfRangeException(nameof(padding), padding, FormattableString.Invariant($"an index from 0 to {rows - 1} was expected"));
        }

        (Rows, Width, Padding) = (rows, width, padding);
        AddParameter("weight", [rows, width], Initializer.Normal(1));
    }

    /// <summary>How many indices there are.</summary>
    public int Rows { get; }

    /// <summary>The length of a row.</summary>
    public int Width { get; }

    /// <summary>The index whose row gets no gradient.</summary>
    public int? Padding { get; }

    /// <summary>The table, [rows, width].</summary>
    public Tensor Weight => Get("weight");

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Functional.Embedding(Weight, input, Padding ?? -1);
}
