using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>Rows of channels in a tensor, float32 or bfloat16, that a backward will read again.</summary>
internal readonly unsafe struct StoredRows
{
    private readonly nint _start;

    private StoredRows(Tensor tensor, int channels)
    {
        _start = (nint)tensor.Data;
        Channels = channels;
        IsHalf = tensor.Type == ScalarType.BFloat16;
    }

    public int Channels { get; }

    public bool IsHalf { get; }

    public void* this[long row] => (byte*)_start + (row * Channels * (IsHalf ? sizeof(BFloat16) : sizeof(float)));

    /// <summary>The rows of a channels_last tensor.</summary>
    public static StoredRows Of(Tensor tensor) => new(tensor, (int)tensor.Size(1));

    /// <summary>Where a product may write so many rows: the rows themselves, or a tile that <see cref="Take"/> then stores.</summary>
    public float* Place(long row, float* tile) => IsHalf ? tile : (float*)this[row];

    /// <summary>Stores rows of a tile, rounded where needed.</summary>
    public void Take(long row, float* tile, nint tileRow, int rows)
    {
        if (IsHalf)
        {
            Copy<BFloat16>(tile, tileRow, (BFloat16*)this[row], rows);
        }
        else if (tile != this[row])
        {
            Copy<float>(tile, tileRow, (float*)this[row], rows);
        }
    }

    /// <summary>Adds rows to a part's moments, as they were stored.</summary>
    public void AddTo(ChannelMoments moments, int part, long row, int rows)
    {
        if (IsHalf)
        {
            moments.Add(part, (BFloat16*)this[row], Channels, rows);
        }
        else
        {
            moments.Add(part, (float*)this[row], Channels, rows);
        }
    }

    private void Copy<T>(float* from, nint fromRow, T* to, int rows)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && fromRow == Channels)
        {
            new ReadOnlySpan<float>(from, rows * Channels).CopyTo(new Span<float>(to, rows * Channels));
            return;
        }

        Lane.Sweep(Channels, new CopyPass<T>(from, fromRow, to, Channels, rows));
    }

    private readonly struct CopyPass<T>(float* source, nint sourceRow, T* target, nint targetRow, int rows) : ILanePass
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>(int from, int to)
            where TLane : struct, ILane<TLane>
        {
            var input = source;
            var output = target;
            var (step, outputStep, count) = (sourceRow, targetRow, rows);
            for (var r = 0; r < count; r++, input += step, output += outputStep)
            {
                for (nint c = from; c < to; c += TLane.Width)
                {
                    TLane.Store(TLane.Load(input + c), output + c);
                }
            }
        }
    }
}
