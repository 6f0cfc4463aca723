namespace Counterpoise.Torch.Modules;

/// <summary>A learnt row for each index: int64 of any shape [...] to [..., width].</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    /// <summary>Creates the table from the standard normal distribution.</summary>
    /// <param name="rows">How many indices there are, 1 or more.</param>
    /// <param name="width">The length of a row, 1 or more.</param>
    /// <param name="padding">An index whose row gets no gradient; null for none. Its initial values are drawn like the others', not 0 as in
    /// PyTorch.</param>
    public Embedding(int rows, int width, int? padding = null) : base(nameof(Embedding))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (padding is { } p && (p < 0 || p >= rows))
        {
            throw new ArgumentOutOfRangeException(nameof(padding), padding,
                FormattableString.Invariant($"an index from 0 to {rows - 1} was expected"));
        }

        (Rows, Width, Padding) = (rows, width, padding);
        this.RegisterParameter("weight", [rows, width], Initializer.Normal(1));
    }

    /// <summary>How many indices there are.</summary>
    public int Rows { get; }

    /// <summary>The length of a row.</summary>
    public int Width { get; }

    /// <summary>The index whose row gets no gradient.</summary>
    public int? Padding { get; }

    /// <summary>The table, [rows, width].</summary>
    public Tensor Weight => get_parameter("weight")!;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = torch.NewDisposeScope();
        var rows = Weight.index_select(0, input.reshape(-1)).view([.. input.Shape, Width]);

        // The row of the padding gets no gradient.
        return scope.Keep(Padding is { } padding ? torch.where(input.eq(padding).unsqueeze(-1), rows.detach(), rows) : rows);
    }
}
