namespace Counterpoise.Torch.Kernels;

/// <summary>
/// 1×1 convolutions as products of tiles of rows, with what comes before and after done while the tile is in the cache.
/// </summary>
internal static unsafe class PointwiseProduct
{
    /// <summary>Writes rows (first, how many, image) as float32 to a tile and says where they are; may point elsewhere instead.</summary>
    public delegate float* Read(int part, long row, int rows, int image, float* tile);

    /// <summary>What happens to rows right after they were stored.</summary>
    public delegate void Stored(int part, long row, int rows, int image);

    /// <summary>Reads the rows of a channels_last float32 tensor where they lie.</summary>
    public static Read Rows(Tensor input)
    {
        var x = StoredRows.Of(input);
        return (_, row, _, _, _) => (float*)x[row];
    }

    /// <summary>y = x · Wᵀ.</summary>
    /// <param name="parts">How the rows are shared.</param>
    /// <param name="perImage">Whether no tile may cross an image's end.</param>
    /// <param name="weight">[outputs, inputs, ...].</param>
    /// <param name="read">Gives rows of inputs.</param>
    /// <param name="to">Takes rows of outputs.</param>
    /// <param name="stored">Called after each tile.</param>
    public static void Forward(in Parts parts, bool perImage, Tensor weight, Read read, StoredRows to, Stored stored)
    {
        var (outputs, inputs) = ((int)weight.Size(0), (int)weight.Size(1));
        using var scope = torch.NewDisposeScope();
        var panels = (nint)TileProduct.Packed(weight).Data;
        var most = Parts.TileRows(Math.Max(inputs, outputs));
        var work = parts;
        work.Run(part =>
        {
            var tile = Scratch.Floats((long)most * (inputs + outputs));
            var result = tile + ((long)most * inputs);
            work.Tiles(part, most, perImage, (row, rows, image) =>
            {
                var x = read(part, row, rows, image, tile);
                var y = to.Place(row, result);
                TileProduct.Multiply(x, inputs, 1, (float*)panels, TileProduct.Panel, (nint)inputs * TileProduct.Panel, y, outputs, rows,
                    outputs, inputs, adds: false);
                to.Take(row, y, outputs, rows);
                stored(part, row, rows, image);
            });
        });
    }

    /// <summary>The gradients: of the input, dx = dy · W, and of the weight, Σ dyᵀ x over rows.</summary>
    /// <param name="parts">How the rows are shared.</param>
    /// <param name="perImage">Whether no tile may cross an image's end.</param>
    /// <param name="weight">[outputs, inputs, ...].</param>
    /// <param name="readGradient">Gives rows of dy.</param>
    /// <param name="readInput">Gives rows of x.</param>
    /// <param name="to">Takes rows of dx.</param>
    /// <param name="adds">Whether dx is added to what is there; for float32 rows alone.</param>
    /// <param name="stored">Called after each tile.</param>
    /// <returns>The weight's gradient, of its shape.</returns>
    public static Tensor Backward(in Parts parts, bool perImage, Tensor weight, Read readGradient, Read readInput, StoredRows to,
        bool adds, Stored stored)
    {
        var (outputs, inputs) = ((int)weight.Size(0), (int)weight.Size(1));
        using var scope = torch.NewDisposeScope();
        var sums = Tensor.Zeros([parts.Count, .. weight.Shape]);
        var (w, s) = ((nint)weight.Data, (nint)sums.Data);
        var most = Parts.TileRows(Math.Max(inputs, outputs));
        var work = parts;
        work.Run(part =>
        {
            var tile = Scratch.Floats((long)most * (outputs + inputs + inputs));
            var inputTile = tile + ((long)most * outputs);
            var result = inputTile + ((long)most * inputs);
            var gradient = (float*)s + ((long)part * outputs * inputs);
            work.Tiles(part, most, perImage, (row, rows, image) =>
            {
                var dy = readGradient(part, row, rows, image, tile);
                var dx = to.Place(row, result);
                TileProduct.Multiply(dy, outputs, 1, (float*)w, inputs, TileProduct.Panel, dx, inputs, rows, inputs, outputs, adds);
                to.Take(row, dx, inputs, rows);
                stored(part, row, rows, image);
                var x = readInput(part, row, rows, image, inputTile);
                TileProduct.Multiply(dy, 1, outputs, x, inputs, TileProduct.Panel, gradient, inputs, outputs, inputs, rows, adds: true);
            });
        });
        return scope.Keep(parts.Count == 1 ? sums[0] : sums.Sum(0));
    }
}
