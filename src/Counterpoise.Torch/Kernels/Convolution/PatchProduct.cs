namespace Counterpoise.Torch.Kernels;

/// <summary>Convolutions over all channels as products of tiles of gathered rows, chunk by chunk.</summary>
internal static unsafe class PatchProduct
{
    /// <summary>y = x · Wᵀ.</summary>
    /// <param name="parts">How the output's rows are shared.</param>
    /// <param name="patches">The convolution.</param>
    /// <param name="input">[N, C, H, W] in channels_last, float32.</param>
    /// <param name="weight">[O, C, k, k].</param>
    /// <param name="to">Takes rows of outputs, float32.</param>
    /// <param name="stored">Called after each tile.</param>
    public static void Forward(in Parts parts, Patches patches, Tensor input, Tensor weight, StoredRows to, PointwiseProduct.Stored stored)
    {
        var (outputs, depth, chunks) = ((int)weight.Size(0), patches.Depth, patches.Chunks);
        using var scope = torch.NewDisposeScope();
        var panels = (nint)patches.Panels(weight).Data;
        var chunkPanels = (nint)TileProduct.PackedCount(outputs, depth);
        var images = (nint)input.Data;
        var most = Parts.TileRows(Math.Max(depth, outputs));
        var work = parts;
        work.Run(part =>
        {
            var tile = Scratch.Floats((long)most * depth);
            work.Tiles(part, most, false, (row, rows, image) =>
            {
                var y = (float*)to[row];
                for (var chunk = 0; chunk < chunks; chunk++)
                {
                    patches.Gather((float*)images, row, rows, chunk, tile);
                    TileProduct.Multiply(tile, depth, 1, (float*)panels + (chunk * chunkPanels), TileProduct.Panel,
                        (nint)depth * TileProduct.Panel, y, outputs, rows, outputs, depth, adds: chunk > 0);
                }

                stored(part, row, rows, image);
            });
        });
    }

    /// <summary>The gradients of the input, where one is asked for, and of the weight.</summary>
    /// <param name="parts">How the output's rows are shared.</param>
    /// <param name="patches">The convolution.</param>
    /// <param name="input">[N, C, H, W] in channels_last, float32.</param>
    /// <param name="weight">[O, C, k, k].</param>
    /// <param name="readGradient">Gives rows of dy.</param>
    /// <param name="inputGradient">Takes the input's gradient, of its shape and layout; null where none is needed.</param>
    /// <returns>The weight's gradient, [O, C, k, k].</returns>
    public static Tensor Backward(in Parts parts, Patches patches, Tensor input, Tensor weight, PointwiseProduct.Read readGradient,
        Tensor? inputGradient)
    {
        var (outputs, depth, chunks) = ((int)weight.Size(0), patches.Depth, patches.Chunks);
        var numbers = (long)patches.Height * patches.Width * patches.Channels;
        using var scope = torch.NewDisposeScope();
        var panels = inputGradient is null ? 0 : (nint)patches.TransposedPanels(weight).Data;
        var numbersOfWeight = (long)chunks * outputs * depth;
        var sums = KeptTensor.Empty([parts.Count, numbersOfWeight, 1, 1]);
        var (x, dx, all) = ((nint)input.Data, inputGradient is null ? 0 : (nint)inputGradient.Data, (nint)sums.Data);
        var panelCount = (nint)TileProduct.PackedCount(depth, outputs);
        var most = Parts.TileRows(Math.Max(depth, outputs));
        var work = parts;
        work.Run(part =>
        {
            var tile = Scratch.Floats((long)most * (outputs + depth));
            var rowsTile = tile + ((long)most * outputs);
            var gradient = (float*)all + (part * numbersOfWeight);
            new Span<float>(gradient, (int)numbersOfWeight).Clear();
            if (dx != 0)
            {
                var (from, to) = work.ImagesOf(part);
                for (var image = from; image < to; image++)
                {
                    new Span<float>((float*)dx + (image * numbers), (int)numbers).Clear();
                }
            }

            work.Tiles(part, most, false, (row, rows, image) =>
            {
                var dy = readGradient(part, row, rows, image, tile);
                for (var chunk = 0; chunk < chunks; chunk++)
                {
                    if (dx != 0)
                    {
                        TileProduct.Multiply(dy, outputs, 1, (float*)panels + (chunk * panelCount), TileProduct.Panel,
                            (nint)outputs * TileProduct.Panel, rowsTile, depth, rows, depth, outputs, adds: false);
                        patches.Scatter(rowsTile, row, rows, chunk, (float*)dx);
                    }

                    patches.Gather((float*)x, row, rows, chunk, rowsTile);
                    TileProduct.Multiply(dy, 1, outputs, rowsTile, depth, TileProduct.Panel, gradient + ((nint)chunk * outputs * depth),
                        depth, outputs, depth, rows, adds: true);
                }
            });
        });
        return scope.Keep(patches.Weight(parts.Count == 1 ? sums : sums.Sum(0), outputs));
    }
}
