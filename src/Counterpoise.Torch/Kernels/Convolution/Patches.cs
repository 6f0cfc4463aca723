using System.Runtime.Intrinsics;
using Counterpoise.Numerics;

namespace Counterpoise.Torch.Kernels;

/// <summary>
/// A convolution as a product: each output position reads the row of its taps and channels, which is gathered while a tile is in
/// the cache. Long rows are gathered in chunks, of all taps, of a line of them or of one.
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
    /// <summary>Numbers of a chunk: more stay with their line of taps, or with their tap.</summary>
    private const int MostTogether = 384;
    private const int Together = 8;

    /// <summary>Numbers of a row of a first convolution that pay with AVX2.</summary>
    private const int MostOfFirst = 64;

    private readonly bool _isWhole = Kernel * Kernel * Channels <= MostTogether;
    private readonly int _lines = Kernel * Kernel * Channels <= MostTogether ? Kernel : 1;
    private readonly int _taps = Kernel * Channels <= MostTogether ? Kernel : 1;

    /// <summary>Chunks of a row.</summary>
    public int Chunks => Kernel / _lines * (Kernel / _taps);

    /// <summary>Numbers of a chunk, filled with zeros to a multiple of 8.</summary>
    public int Depth => (Count + Together - 1) / Together * Together;

    /// <summary>Output positions of an image.</summary>
    public int Positions => OutHeight * OutWidth;

    /// <summary>Whether rows can be gathered: short ones, or of channels in multiples of 8.</summary>
    public bool IsGathered => (_isWhole || Lane.Takes(Channels)) && OutHeight > 0 && OutWidth > 0;

    /// <summary>
    /// Whether the product pays: for a network's first convolution at any width, and with AVX-512, which libtorch's convolutions do not
    /// use on every processor that has it. With AVX2 both reach the processor's peak, and gathering comes on top. So a network's numbers
    /// on machines with and without AVX-512 differ by rounding, as libtorch's own do.
    /// </summary>
    public bool Pays => VectorPath.Is512 || (Chunks == 1 && Depth <= MostOfFirst && !Lane.Takes(Channels));

    private int Count => _lines * _taps * Channels;

    /// <summary>
    /// A weight [O, C, k, k] in panels for the product of rows with its transpose: for each chunk and 32 outputs [Depth, 32], with zeros
    /// at the end.
    /// </summary>
    public Tensor Panels(Tensor weight)
    {
        var (outputs, stride, from) = ((int)weight.Size(0), weight.stride(0), (nint)weight.Data);
        var panels = Kept(Chunks * TileProduct.PackedCount(outputs, Depth));
        var to = (float*)panels.Data;
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            var places = Places(weight, chunk);
            for (var first = 0; first < outputs; first += TileProduct.Panel)
            {
                var width = Math.Min(TileProduct.Panel, outputs - first);
                foreach (var place in places)
                {
                    var numbers = (float*)from + (first * stride) + place;
                    for (var j = 0; j < TileProduct.Panel; j++)
                    {
                        to[j] = j < width && place >= 0 ? numbers[j * stride] : 0;
                    }

                    to += TileProduct.Panel;
                }
            }
        }

        return panels;
    }

    /// <summary>A weight [O, C, k, k] in panels for products of outputs with it: for each chunk and 32 of its numbers [O, 32].</summary>
    public Tensor TransposedPanels(Tensor weight)
    {
        var (outputs, stride, from) = ((int)weight.Size(0), weight.stride(0), (nint)weight.Data);
        var panels = Kept(Chunks * TileProduct.PackedCount(Depth, outputs));
        var to = (float*)panels.Data;
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            var places = Places(weight, chunk);
            for (var first = 0; first < Depth; first += TileProduct.Panel)
            {
                for (var output = 0; output < outputs; output++, to += TileProduct.Panel)
                {
                    var numbers = (float*)from + (output * stride);
                    for (var j = 0; j < TileProduct.Panel; j++)
                    {
                        to[j] = first + j < Depth && places[first + j] is >= 0 and var place ? numbers[place] : 0;
                    }
                }
            }
        }

        return panels;
    }

    /// <summary>The weight [O, C, k, k] whose numbers lie in matrices [<see cref="Chunks"/>, O, <see cref="Depth"/>].</summary>
    public Tensor Weight(Tensor matrices, long outputs)
    {
        using var scope = torch.NewDisposeScope();
        var weight = matrices.view(Chunks, outputs, Depth).narrow(2, 0, Count).permute(1, 0, 2)
            .reshape(outputs, Kernel, Kernel, Channels).permute(0, 3, 1, 2);
        return scope.Keep(weight.contiguous());
    }

    /// <summary>A tensor [1, count, 1, 1] of undefined content.</summary>
    private static Tensor Kept(long count) => KeptTensor.Empty([1, count, 1, 1]);

    /// <summary>Where a chunk's numbers lie in an output's weight; -1 for those that fill up.</summary>
    private long[] Places(Tensor weight, int chunk)
    {
        var across = Kernel / _taps;
        var (line, tap) = (chunk / across * _lines, chunk % across * _taps);
        var places = new long[Depth];
        Array.Fill(places, -1);
        var next = 0;
        for (var y = line; y < line + _lines; y++)
        {
            for (var x = tap; x < tap + _taps; x++)
            {
                for (var channel = 0; channel < Channels; channel++)
                {
                    places[next++] = (channel * weight.stride(1)) + (y * weight.stride(2)) + (x * weight.stride(3));
                }
            }
        }

        return places;
    }

    /// <summary>Writes a chunk of the rows of some output positions.</summary>
    /// <param name="images">[N, H, W, C], float32.</param>
    /// <param name="row">The first position of all images' outputs.</param>
    /// <param name="rows">Positions.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="tile">[rows, <see cref="Depth"/>].</param>
    public void Gather(float* images, long row, int rows, int chunk, float* tile)
    {
        var (lines, channels, run, rest) = (_lines, Channels, _taps * Channels, Depth - Count);
        for (var place = new Place(this, row, chunk); rows > 0; rows--, place.Next())
        {
            for (var line = 0; line < lines; line++, tile += run)
            {
                var from = images + (place.Line(line, out var first, out var after) * channels);
                if (after - first == _taps)
                {
                    Copy(from, tile, run);
                    continue;
                }

                new Span<float>(tile, first * channels).Clear();
                Copy(from, tile + (first * channels), (after - first) * channels);
                new Span<float>(tile + (after * channels), run - (after * channels)).Clear();
            }

            for (var i = 0; i < rest; i++)
            {
                *tile++ = 0;
            }
        }
    }

    /// <summary>Adds a chunk of the rows of some output positions to the images: the transpose of <see cref="Gather"/>.</summary>
    /// <param name="tile">[rows, <see cref="Depth"/>].</param>
    /// <param name="row">The first position of all images' outputs.</param>
    /// <param name="rows">Positions.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="images">[N, H, W, C], float32; channels in multiples of 8.</param>
    public void Scatter(float* tile, long row, int rows, int chunk, float* images)
    {
        var (lines, run) = (_lines, _taps * Channels);
        for (var place = new Place(this, row, chunk); rows > 0; rows--, place.Next())
        {
            for (var line = 0; line < lines; line++, tile += run)
            {
                var to = place.Line(line, out var first, out var after);
                Lane.Sweep((after - first) * Channels, new AddPass(tile + (first * Channels), images + (to * Channels)));
            }
        }
    }

    private static void Copy(float* from, float* to, int count)
    {
        var i = 0;
        for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count)
        {
            Vector256.Load(from + i).Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] = from[i];
        }
    }

    /// <summary>Walks over output positions and says where their taps lie.</summary>
    private ref struct Place
    {
        private readonly int _stride;
        private readonly int _taps;
        private readonly int _height;
        private readonly int _width;
        private readonly int _outHeight;
        private readonly int _outWidth;
        private readonly int _top;
        private readonly int _left;
        private long _image;
        private int _y;
        private int _x;

        public Place(Patches patches, long row, int chunk)
        {
            var across = patches.Kernel / patches._taps;
            (_stride, _taps) = (patches.Stride, patches._taps);
            (_height, _width, _outHeight, _outWidth) = (patches.Height, patches.Width, patches.OutHeight, patches.OutWidth);
            _top = patches.Top - (chunk / across * patches._lines);
            _left = patches.Left - (chunk % across * patches._taps);
            _image = row / patches.Positions;
            (_y, _x) = Math.DivRem((int)(row % patches.Positions), _outWidth);
        }

        /// <summary>The position of the first tap inside the image, and the taps of the chunk's line that lie inside.</summary>
        public readonly long Line(int line, out int first, out int after)
        {
            var (y, x) = ((_y * _stride) - _top + line, (_x * _stride) - _left);
            (first, after) = (0, 0);
            if ((uint)y >= (uint)_height)
            {
                return 0;
            }

            first = Math.Clamp(-x, 0, _taps);
            after = Math.Clamp(_width - x, first, _taps);
            return (((_image * _height) + y) * _width) + x + first;
        }

        public void Next()
        {
            if (++_x == _outWidth)
            {
                _x = 0;
                if (++_y == _outHeight)
                {
                    (_y, _image) = (0, _image + 1);
                }
            }
        }
    }

    private readonly struct AddPass(float* from, float* to) : ILanePass
    {
        public void Run<TLane>(int first, int after)
            where TLane : struct, ILane<TLane>
        {
            for (var i = first; i < after; i += TLane.Width)
            {
                TLane.Store(TLane.Load(to + i) + TLane.Load(from + i), to + i);
            }
        }
    }
}
