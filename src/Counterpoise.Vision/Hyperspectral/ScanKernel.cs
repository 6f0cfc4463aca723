using System.Numerics;
using System.Numerics.Tensors;
using Counterpoise.Torch;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>
/// The passes of <see cref="SelectiveScan"/> over memory: the channels of a block are adjacent in memory for each of the S states.
/// </summary>
internal sealed class ScanKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Chunk = 64;
    private const int Lanes = 64;

    private readonly Tensor[] _inputs;
    private readonly bool _isExact;
    private readonly int _rows, _length, _channels, _states, _blocks, _chunks;
    private readonly T[] _a;
    private readonly T[] _skip;

    public ScanKernel(Tensor[] inputs, ScanDiscretization discretization)
    {
        (_inputs, _isExact) = (inputs, discretization == ScanDiscretization.ZeroOrderHold);
        (_rows, _length, _channels, _states) = ((int)inputs[0].Size(0), (int)inputs[0].Size(1), (int)inputs[0].Size(2),
            (int)inputs[2].Size(1));
        (_blocks, _chunks) = ((_channels + Lanes - 1) / Lanes, (_length + Chunk - 1) / Chunk);
        (_a, _skip) = (inputs[2].ToArray<T>(), inputs[5].ToArray<T>());
    }

    /// <summary>Writes y, and gives the state at the start of every chunk where a backward will come.</summary>
    public T[] Forward(Tensor y, bool keeps)
    {
        var kept = keeps ? new T[(long)_rows * _chunks * _channels * _states] : [];
        Parallel.For(0, _rows * _blocks, task =>
        {
            var u = _inputs[0].AsSpan<T>();
            var dt = _inputs[1].AsSpan<T>();
            var b = _inputs[3].AsSpan<T>();
            var c = _inputs[4].AsSpan<T>();
            var output = y.AsSpan<T>();
            var (row, first, width) = Place(task);
            var work = new Work(this, first, width);
            for (var t = 0; t < _length; t++)
            {
                if (keeps && t % Chunk == 0)
                {
                    work.State.CopyTo(kept.AsSpan(KeptAt(row, t / Chunk, first), work.State.Length));
                }

                var at = Span(u, row, t, first, width);
                work.Advance(at, Span(dt, row, t, first, width), Span(b, row, t, 0, _states, _states), work.State);
                var result = Span(output, row, t, first, width);
                TensorPrimitives.Multiply(at, _skip.AsSpan(first, width), result);
                var weights = Span(c, row, t, 0, _states, _states);
                for (var s = 0; s < _states; s++)
                {
                    TensorPrimitives.MultiplyAdd(work.State.AsSpan(s * width, width), weights[s], result, result);
                }
            }
        });
        return kept;
    }

    /// <summary>Gradients of u, dt, A, B, C and D.</summary>
    public Tensor?[] Backward(Tensor gradient, T[] kept)
    {
        Tensor Like(int input) => Tensor.Empty(_inputs[input].Shape, _inputs[input].Type);
        Tensor[] results = [Like(0), Like(1), torch.zeros_like(_inputs[2]), torch.zeros_like(_inputs[3]), torch.zeros_like(_inputs[4]),
            torch.zeros_like(_inputs[5])];
        var partial = new Partial[_rows * _blocks];
        Parallel.For(0, partial.Length, task => partial[task] = BackwardBlock(task, kept, gradient, results[0], results[1]));
        var da = results[2].AsSpan<T>();
        var db = results[3].AsSpan<T>();
        var dc = results[4].AsSpan<T>();
        var dskip = results[5].AsSpan<T>();
        for (var task = 0; task < partial.Length; task++)
        {
            var (row, first, width) = Place(task);
            var own = partial[task];
            Add(db.Slice(row * _length * _states, _length * _states), own.B);
            Add(dc.Slice(row * _length * _states, _length * _states), own.C);
            Add(dskip.Slice(first, width), own.Skip);
            for (var s = 0; s < _states; s++)
            {
                for (var d = 0; d < width; d++)
                {
                    da[((first + d) * _states) + s] += own.A[(s * width) + d];
                }
            }
        }

        return results;
    }

    private Partial BackwardBlock(int task, T[] kept, Tensor ofOutput, Tensor ofU, Tensor ofDt)
    {
        var (row, first, width) = Place(task);
        var u = _inputs[0].AsSpan<T>();
        var dt = _inputs[1].AsSpan<T>();
        var b = _inputs[3].AsSpan<T>();
        var c = _inputs[4].AsSpan<T>();
        var gradient = ofOutput.AsSpan<T>();
        var du = ofU.AsSpan<T>();
        var ddt = ofDt.AsSpan<T>();
        var (size, own) = (width * _states, new Partial(new T[width * _states], new T[_length * _states], new T[_length * _states],
            new T[width]));
        var work = new Work(this, first, width);
        var (before, decay) = (new T[(Chunk + 1) * size], new T[Chunk * size]);
        var (carry, scaled, product) = (new T[size], new T[width], new T[width]);
        for (var chunk = _chunks - 1; chunk >= 0; chunk--)
        {
            var (start, end) = (chunk * Chunk, Math.Min(_length, (chunk + 1) * Chunk));
            kept.AsSpan(KeptAt(row, chunk, first), size).CopyTo(before);
            for (var t = start; t < end; t++)
            {
                var state = before.AsSpan((t - start + 1) * size, size);
                before.AsSpan((t - start) * size, size).CopyTo(state);
                work.Advance(Span(u, row, t, first, width), Span(dt, row, t, first, width), Span(b, row, t, 0, _states, _states), state);
                work.Decay.CopyTo(decay.AsSpan((t - start) * size, size));
            }

            for (var t = end - 1; t >= start; t--)
            {
                var x = Span(u, row, t, first, width);
                var step = Span(dt, row, t, first, width);
                var g = Span(gradient, row, t, first, width);
                var ofInput = Span(du, row, t, first, width);
                var ofStep = Span(ddt, row, t, first, width);
                var weightsB = Span(b, row, t, 0, _states, _states);
                var weightsC = Span(c, row, t, 0, _states, _states);
                TensorPrimitives.Multiply(g, _skip.AsSpan(first, width), ofInput);
                ofStep.Clear();
                TensorPrimitives.MultiplyAdd(g, x, own.Skip, own.Skip);
                for (var s = 0; s < _states; s++)
                {
                    var lanes = carry.AsSpan(s * width, width);
                    var after = before.AsSpan(((t - start + 1) * size) + (s * width), width);
                    var earlier = before.AsSpan(((t - start) * size) + (s * width), width);
                    var decays = decay.AsSpan(((t - start) * size) + (s * width), width);
                    var rate = work.A.AsSpan(s * width, width);

                    // carry holds the gradient of the state after step t.
                    TensorPrimitives.MultiplyAdd(g, weightsC[s], lanes, lanes);
                    own.C[(t * _states) + s] = TensorPrimitives.Dot<T>(g, after);
                    work.InputFactor(step, decays, rate, scaled);
                    TensorPrimitives.Multiply(scaled, x, product);
                    own.B[(t * _states) + s] = TensorPrimitives.Dot<T>(lanes, product);
                    TensorPrimitives.Multiply(lanes, weightsB[s], product);
                    TensorPrimitives.MultiplyAdd(product, scaled, ofInput, ofInput);
                    AddStep(lanes, x, step, decays, earlier, rate, weightsB[s], scaled, ofStep, own.A.AsSpan(s * width, width));
                    TensorPrimitives.Multiply(lanes, decays, lanes);
                }
            }
        }

        return own;
    }

    /// <summary>Gradients by the step size and by A of one step and state.</summary>
    private void AddStep(Span<T> g, Span<T> x, Span<T> step, Span<T> decay, Span<T> earlier, Span<T> rate, T b, T[] factor, Span<T> ofStep,
        Span<T> ofRate)
    {
        for (var d = 0; d < g.Length; d++)
        {
            var flow = decay[d] * earlier[d];
            var bx = b * x[d];
            if (_isExact)
            {
                ofStep[d] += g[d] * ((rate[d] * flow) + (decay[d] * bx));
                ofRate[d] += g[d] * ((step[d] * flow) + (((step[d] * decay[d]) - factor[d]) / rate[d] * bx));
            }
            else
            {
                ofStep[d] += g[d] * ((rate[d] * flow) + bx);
                ofRate[d] += g[d] * step[d] * flow;
            }
        }
    }

    private static void Add(Span<T> target, ReadOnlySpan<T> values) => TensorPrimitives.Add(target, values, target);

    private (int Row, int First, int Width) Place(int task)
    {
        var (row, block) = (task / _blocks, task % _blocks);
        return (row, block * Lanes, Math.Min(Lanes, _channels - (block * Lanes)));
    }

    private int KeptAt(int row, int chunk, int first) => checked((((row * _chunks) + chunk) * _channels * _states) + (first * _states));

    private Span<T> Span(Span<T> from, int row, int t, int first, int width, int stride = 0) =>
        from.Slice((((row * _length) + t) * (stride == 0 ? _channels : stride)) + first, width);

    private sealed record Partial(T[] A, T[] B, T[] C, T[] Skip);

    /// <summary>State and scratch of one block of channels.</summary>
    private sealed class Work
    {
        private readonly ScanKernel<T> _kernel;
        private readonly int _width;
        private readonly T[] _scaled;
        private readonly T[] _product;

        public Work(ScanKernel<T> kernel, int first, int width)
        {
            (_kernel, _width) = (kernel, width);
            var size = width * kernel._states;
            (State, Decay, A, _scaled, _product) = (new T[size], new T[size], new T[size], new T[width], new T[width]);
            for (var s = 0; s < kernel._states; s++)
            {
                for (var d = 0; d < width; d++)
                {
                    A[(s * width) + d] = kernel._a[((first + d) * kernel._states) + s];
                }
            }
        }

        public T[] State { get; }

        public T[] Decay { get; }

        public T[] A { get; }

        /// <summary>h = exp(dt A) h + B̄ u, in place.</summary>
        public void Advance(ReadOnlySpan<T> u, ReadOnlySpan<T> dt, ReadOnlySpan<T> b, Span<T> state)
        {
            for (var s = 0; s < _kernel._states; s++)
            {
                TensorPrimitives.Multiply(dt, A.AsSpan(s * _width, _width), Decay.AsSpan(s * _width, _width));
            }

            TensorPrimitives.Exp<T>(Decay, Decay);
            for (var s = 0; s < _kernel._states; s++)
            {
                var lanes = state.Slice(s * _width, _width);
                var decay = Decay.AsSpan(s * _width, _width);
                InputFactor(dt, decay, A.AsSpan(s * _width, _width), _scaled);
                TensorPrimitives.Multiply(_scaled, u, _product);
                TensorPrimitives.Multiply(lanes, decay, lanes);
                TensorPrimitives.MultiplyAdd(_product, b[s], lanes, lanes);
            }
        }

        /// <summary>B̄ / B: dt, or (exp(dt A) − 1) / A.</summary>
        public void InputFactor(ReadOnlySpan<T> dt, ReadOnlySpan<T> decay, ReadOnlySpan<T> a, Span<T> target)
        {
            if (_kernel._isExact)
            {
                TensorPrimitives.Subtract(decay, T.One, target);
                TensorPrimitives.Divide(target, a, target);
            }
            else
            {
                dt.CopyTo(target);
            }
        }
    }
}
