using Counterpoise.Numerics;

namespace Counterpoise.Torch.Kernels;

/// <summary>How rows of channels are cut into lanes.</summary>
internal static class Lane
{
    /// <summary>Channels come in multiples of this.</summary>
    public const int Multiple = 8;

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
        if (VectorPath.Has256)
        {
            var c = 0;
            if (VectorPath.Is512)
            {
                c = channels & ~15;
                Over<TPass, Lane16>(0, c, pass);
            }

            Over<TPass, Lane8>(c, channels, pass);
        }
        else
        {
            Over<TPass, Lane4>(0, channels, pass);
        }
    }

    /// <summary>Runs a pass over channels [from, to) in lanes of one width.</summary>
    public static void Over<TPass, TLane>(int from, int to, in TPass pass)
        where TPass : struct, ILanePass
        where TLane : struct, ILane<TLane>
    {
        for (var c = from; c < to; c += TLane.Width)
        {
            pass.Run<TLane>(c);
        }
    }
}
