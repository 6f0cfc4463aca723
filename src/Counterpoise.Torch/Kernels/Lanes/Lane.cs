using Counterpoise.Numerics;

namespace Counterpoise.Torch.Kernels;

/// <summary>How rows of channels are cut into lanes.</summary>
internal static class Lane
{
    /// <summary>Channels come in multiples of this.</summary>
    public const int Multiple = 8;

    /// <summary>
    /// Channels whose sums a pass over rows keeps at a time: they should leave most of the first cache level to the rows.
    /// </summary>
    public const int MostSums = 512;

    // Rows of whole lanes never straddle two cache lines more often than they must.
    private static int Width => VectorPath.Is512 ? 16 : Multiple;

    /// <summary>Channel counts a kernel takes.</summary>
    public static bool Takes(long channels) => channels > 0 && channels % Multiple == 0;

    /// <summary>Channels rounded up to whole lanes.</summary>
    public static int Padded(int channels) => (channels + Width - 1) & ~(Width - 1);

    /// <summary>Runs a pass over channels, a multiple of <see cref="Multiple"/>, in the widest lanes that the processor has.</summary>
    public static void Sweep<TPass>(int channels, in TPass pass)
        where TPass : struct, ILanePass
    {
        if (!VectorPath.Has256)
        {
            Over<TPass, Lane4>(0, channels, pass);
            return;
        }

        var whole = VectorPath.Is512 ? channels & ~15 : 0;
        Over<TPass, Lane16>(0, whole, pass);
        Over<TPass, Lane8>(whole, channels, pass);
    }

    /// <summary>Runs a pass over channels [from, to) in lanes of one width.</summary>
    public static void Over<TPass, TLane>(int from, int to, in TPass pass)
        where TPass : struct, ILanePass
        where TLane : struct, ILane<TLane>
    {
        if (from < to)
        {
            pass.Run<TLane>(from, to);
        }
    }
}
