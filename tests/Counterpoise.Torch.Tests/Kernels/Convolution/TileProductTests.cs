using Counterpoise.Torch.Kernels;

namespace Counterpoise.Tests.Torch.Kernels;

public unsafe class TileProductTests
{
    [Theory]
    [InlineData(1, 8, 3)]
    [InlineData(8, 16, 1)]
    [InlineData(13, 24, 5)]
    [InlineData(16, 32, 7)]
    [InlineData(9, 72, 16)]
    [InlineData(32, 112, 40)]
    public void Both_ways_of_reading_give_the_plain_product(int rows, int columns, int depth)
    {
        var random = new Random(5);
        var a = Numbers(random, rows * depth);
        var b = Numbers(random, depth * columns);
        var start = Numbers(random, rows * columns);
        var weight = new float[columns * depth];
        var transposed = new float[depth * rows];
        for (var p = 0; p < depth; p++)
        {
            for (var j = 0; j < columns; j++)
            {
                weight[(j * depth) + p] = b[(p * columns) + j];
            }

            for (var i = 0; i < rows; i++)
            {
                transposed[(p * rows) + i] = a[(i * depth) + p];
            }
        }

        var packed = new float[TileProduct.PackedCount(columns, depth)];
        var (first, second) = ((float[])start.Clone(), (float[])start.Clone());
        fixed (float* x = a, t = transposed, y = b, w = weight, panels = packed, one = first, two = second)
        {
            TileProduct.PackTransposed(w, columns, depth, panels);
            TileProduct.Multiply(x, depth, 1, panels, TileProduct.Panel, (nint)depth * TileProduct.Panel, one, columns, rows, columns,
                depth, adds: false);
            TileProduct.Multiply(t, 1, rows, y, columns, TileProduct.Panel, two, columns, rows, columns, depth, adds: true);
        }

        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var expected = Enumerable.Range(0, depth).Sum(p => (double)a[(i * depth) + p] * b[(p * columns) + j]);
                Assert.Equal(expected, first[(i * columns) + j], 1e-5);
                Assert.Equal(expected + start[(i * columns) + j], second[(i * columns) + j], 1e-5);
            }
        }
    }

    private static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
}
