using System.Runtime.Intrinsics;

namespace Counterpoise.Torch.Kernels;

/// <summary>
/// A convolution of few channels, such as a network's first, as a product: each output position reads the row of its taps and
/// channels, which is gathered while a tile is in the cache.
/// </summary>
/// <param name="Channels">Channels in.</param>
/// <param name="Kernel">Taps along each axis.</param>
/// <param name="Stride">Positions between neighbouring outputs.</param>
/// <param name="Top">Rows of zeros before an image.</param>
/// <param name="Left">Columns of zeros before an image.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="OutHeight">Rows of the output.</param>
/// <param name="OutWidth">Columns of the output.</param>
internal sealed unsafe record Patches(
    int Channels, int Kernel, int Stride, int Top, int Left, int Height, int Width, int OutHeight, int OutWidth)
{
    /// <summary>Longer rows are left to libtorch's convolution, which does not read each number so many times.</summary>
    private const int MostDepth = 64;
    private const int Together = 8;

    /// <summary>Numbers of a row: taps times channels, filled with zeros to a multiple of 8.</summary>
    public int Depth => (Taps + Together - 1) / Together * Together;

    /// <summary>Positions of an image's output.</summary>
    public int Positions => OutHeight * OutWidth;

    private int Taps => Kernel * Kernel * Channels;

    /// <summary>Whether rows are short enough.</summary>
    public bool IsShort => Depth <= MostDepth && OutHeight > 0 && OutWidth > 0;

    /// <summary>A weight [O, C, k, k] as a matrix [O, <see cref="Depth"/>].</summary>
    public Tensor Matrix(Tensor weight)
    {
        using var scope = torch.NewDisposeScope();
        var result = Tensor.Zeros([weight.Size(0), Depth]);
        result.narrow(1, 0, Taps).copy_(weight.permute(0, 2, 3, 1).reshape(weight.Size(0), Taps));
        return scope.Keep(result);
    }

    /// <summary>The weight [O, C, k, k] of a matrix.</summary>
    public Tensor Weight(Tensor matrix)
    {
        using var scope = torch.NewDisposeScope();
        var weight = matrix.narrow(1, 0, Taps).reshape(matrix.Size(0), Kernel, Kernel, Channels).permute(0, 3, 1, 2);
        return scope.Keep(weight.contiguous());
    }

    /// <summary>Writes the rows of some output positions.</summary>
    /// <param name="images">[N, H, W, C], float32.</param>
    /// <param name="row">The first position of all images' outputs.</param>
    /// <param name="rows">Positions.</param>
    /// <param name="tile">[rows, <see cref="Depth"/>].</param>
    public void Gather(float* images, long row, int rows, float* tile)
    {
        var (depth, run) = (Depth, Kernel * Channels);
        var image = row / Positions;
        var (y, x) = Math.DivRem((int)(row % Positions), OutWidth);
        for (var r = 0; r < rows; r++, tile += depth)
        {
            var left = (x * Stride) - Left;
            var inside = left >= 0 && left + Kernel <= Width;
            var to = tile;
            for (var tap = 0; tap < Kernel; tap++, to += run)
            {
                var line = (y * Stride) - Top + tap;
                if (line < 0 || line >= Height)
                {
                    new Span<float>(to, run).Clear();
                    continue;
                }

                var from = images + (((((image * Height) + line) * Width) + left) * Channels);
                if (inside)
                {
                    Copy(from, to, run);
                }
                else
                {
                    Border(from, left, to);
                }
            }

            new Span<float>(to, depth - Taps).Clear();
            if (++x == OutWidth)
            {
                x = 0;
                if (++y == OutHeight)
                {
                    (y, image) = (0, image + 1);
                }
            }
        }
    }

    private static void Copy(float* from, float* to, int count)
    {
        var i = 0;
        for (; i + Vector128<float>.Count <= count; i += Vector128<float>.Count)
        {
            Vector128.Load(from + i).Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] = from[i];
        }
    }

    private void Border(float* from, int left, float* to)
    {
        for (var tap = 0; tap < Kernel; tap++, from += Channels, to += Channels)
        {
            if (left + tap < 0 || left + tap >= Width)
            {
                new Span<float>(to, Channels).Clear();
            }
            else
            {
                Copy(from, to, Channels);
            }
        }
    }
}
