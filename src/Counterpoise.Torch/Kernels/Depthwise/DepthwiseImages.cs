namespace Counterpoise.Torch.Kernels;

/// <summary>
/// Depthwise convolution image by image over rings of a few padded rows. Rows come from a callback and go to one, so that
/// what lies before (a batch norm and its activation) and after (its statistics) happens while they are in the cache.
/// </summary>
internal sealed unsafe class DepthwiseImages
{
    private readonly DepthwiseShape _shape;
    private readonly float* _weights;

    /// <param name="shape">The sizes.</param>
    /// <param name="weights">From <see cref="Pack"/>; must live as long.</param>
    public DepthwiseImages(in DepthwiseShape shape, float* weights)
    {
        _shape = shape;
        _weights = weights;
    }

    /// <summary>Puts a row (image, row) of padded channels where it is asked for, or takes one from there.</summary>
    public delegate void Row(int image, int row, float* place);

    /// <summary>[C, 1, k, k] to [k · k, padded channels].</summary>
    public static Tensor Pack(Tensor weight, int kernel)
    {
        var (channels, taps) = ((int)weight.Size(0), kernel * kernel);
        var padded = Lane.Padded(channels);
        var packed = Tensor.Zeros([taps, padded]);
        var from = (float*)weight.Data;
        var to = (float*)packed.Data;
        for (var c = 0; c < channels; c++)
        {
            for (var t = 0; t < taps; t++)
            {
                to[(t * padded) + c] = from[(c * taps) + t];
            }
        }

        return packed;
    }

    /// <summary>Adds the parts' weight gradients, [parts, k · k, padded], into [C, 1, k, k].</summary>
    public static Tensor Unpack(Tensor parts, int channels, int kernel)
    {
        var taps = kernel * kernel;
        var padded = Lane.Padded(channels);
        var result = Tensor.Empty([channels, 1, kernel, kernel]);
        var from = (float*)parts.Data;
        var to = (float*)result.Data;
        for (var c = 0; c < channels; c++)
        {
            for (var t = 0; t < taps; t++)
            {
                var sum = 0f;
                for (var part = 0L; part < parts.Size(0); part++)
                {
                    sum += from[(((part * taps) + t) * padded) + c];
                }

                to[(c * taps) + t] = sum;
            }
        }

        return result;
    }

    /// <summary>Convolves images [from, to).</summary>
    /// <param name="from">The first image.</param>
    /// <param name="to">The one after the last.</param>
    /// <param name="read">Writes an input row.</param>
    /// <param name="write">Takes an output row.</param>
    public void Forward(int from, int to, Row read, Row write)
    {
        var s = _shape;
        var rowLength = (long)s.InColumns * s.Padded;
        var ring = Scratch.Floats((s.Kernel * rowLength) + ((long)s.OutWidth * s.Padded));
        var output = ring + (s.Kernel * rowLength);
        new Span<float>(ring, (int)(s.Kernel * rowLength)).Clear();
        var taps = stackalloc float*[s.Kernel * s.Kernel];
        var weights = stackalloc float*[s.Kernel * s.Kernel];
        for (var image = from; image < to; image++)
        {
            var loaded = 0;
            for (var y = 0; y < s.OutHeight; y++)
            {
                var first = (y * s.Stride) - s.Top;
                for (; loaded < Math.Min(first + s.Kernel, s.Height); loaded++)
                {
                    read(image, loaded, ring + (loaded % s.Kernel * rowLength) + (s.Left * s.Padded));
                }

                var count = 0;
                for (var kh = Math.Max(0, -first); kh < s.Kernel && first + kh < s.Height; kh++)
                {
                    var row = ring + ((first + kh) % s.Kernel * rowLength);
                    for (var kw = 0; kw < s.Kernel; kw++, count++)
                    {
                        taps[count] = row + (kw * s.Padded);
                        weights[count] = _weights + (((kh * s.Kernel) + kw) * s.Padded);
                    }
                }

                DepthwiseRows.Convolve(taps, weights, count, output, s.OutWidth, (nint)s.Stride * s.Padded, s.Padded, s.Padded);
                write(image, y, output);
            }
        }
    }

    /// <summary>Both gradients for images [from, to).</summary>
    /// <param name="from">The first image.</param>
    /// <param name="to">The one after the last.</param>
    /// <param name="readInput">Writes an input row.</param>
    /// <param name="readGradient">Writes a row of the output's gradient.</param>
    /// <param name="writeGradient">Takes a row of the input's gradient.</param>
    /// <param name="weightGradient">[k · k, padded channels], added to.</param>
    public void Backward(int from, int to, Row readInput, Row readGradient, Row writeGradient, float* weightGradient)
    {
        var s = _shape;
        var (inRow, outRow) = ((long)s.InColumns * s.Padded, (long)s.OutColumns * s.Padded);
        var inputs = Scratch.Floats((s.Kernel * (inRow + outRow)) + ((long)s.Width * s.Padded));
        var gradients = inputs + (s.Kernel * inRow);
        var result = gradients + (s.Kernel * outRow);
        new Span<float>(inputs, (int)(s.Kernel * (inRow + outRow))).Clear();
        for (var image = from; image < to; image++)
        {
            var (loaded, written) = (0, 0);
            for (var y = 0; y < s.OutHeight; y++)
            {
                var first = (y * s.Stride) - s.Top;
                for (; loaded < Math.Min(first + s.Kernel, s.Height); loaded++)
                {
                    readInput(image, loaded, inputs + (loaded % s.Kernel * inRow) + (s.Left * s.Padded));
                }

                var gradient = gradients + (y % s.Kernel * outRow) + (s.Kernel * s.Padded);
                readGradient(image, y, gradient);
                for (var kh = Math.Max(0, -first); kh < s.Kernel && first + kh < s.Height; kh++)
                {
                    var row = inputs + ((first + kh) % s.Kernel * inRow);
                    DepthwiseRows.AddWeightGradient(gradient, row, s.OutWidth, s.Stride, s.Kernel, s.Padded,
                        weightGradient + (kh * s.Kernel * s.Padded));
                }

                // A row of the input's gradient is complete once the last row of gradients that it touched is here.
                var complete = y + 1 == s.OutHeight ? s.Height : Math.Min(s.Height, first + s.Stride);
                for (; written < complete; written++)
                {
                    InputGradient(written, gradients, outRow, result);
                    writeGradient(image, written, result);
                }
            }
        }
    }

    private void InputGradient(int row, float* gradients, long outRow, float* result)
    {
        var s = _shape;
        var taps = stackalloc float*[s.Kernel * s.Kernel];
        var weights = stackalloc float*[s.Kernel * s.Kernel];
        for (var parity = 0; parity < s.Stride; parity++)
        {
            var count = 0;
            for (var kh = 0; kh < s.Kernel; kh++)
            {
                var above = row + s.Top - kh;
                if (above < 0 || above % s.Stride != 0 || above / s.Stride >= s.OutHeight)
                {
                    continue;
                }

                for (var kw = 0; kw < s.Kernel; kw++)
                {
                    var before = parity + s.Left - kw;
                    if (before % s.Stride == 0)
                    {
                        taps[count] = gradients + (above / s.Stride % s.Kernel * outRow) + ((s.Kernel + (before / s.Stride)) * s.Padded);
                        weights[count++] = _weights + (((kh * s.Kernel) + kw) * s.Padded);
                    }
                }
            }

            var outputs = (s.Width - parity + s.Stride - 1) / s.Stride;
            DepthwiseRows.Convolve(taps, weights, count, result + (parity * s.Padded), outputs, s.Padded, (nint)s.Stride * s.Padded,
                s.Padded);
        }
    }
}
