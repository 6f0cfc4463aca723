using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Torch;

/// <summary>
/// On AMD's processors of family 1Ah (Zen 5) the AVX-512 convolutions of libtorch 2.10's oneDNN give wrong numbers for channels-last images
/// of few channels: logits of a ResNet-18 are off by an eighth of the largest. Its AVX2 convolutions are right, so oneDNN is told to take
/// these, unless the user has chosen. The kernels of this library are not affected.
/// </summary>
internal static class ConvolutionFault
{
    public const string Variable = "ONEDNN_MAX_CPU_ISA";
    public const string Remedy = "AVX2";
    private const int FirstFamily = 0x1A;

    // "AuthenticAMD" in the three registers.
    private const int AuthEbx = 0x68747541;
    private const int AuthEdx = 0x69746E65;
    private const int AuthEcx = 0x444D4163;

    /// <summary>Whether this processor is one of them.</summary>
    public static bool IsHere
    {
        get
        {
            if (!X86Base.IsSupported)
            {
                return false;
            }

            var (_, ebx, ecx, edx) = X86Base.CpuId(0, 0);
            return (ebx, edx, ecx) == (AuthEbx, AuthEdx, AuthEcx) && Family(X86Base.CpuId(1, 0).Eax) >= FirstFamily;
        }
    }

    /// <summary>The family in the processor's signature: of 15 and above it is the sum of two fields.</summary>
    internal static int Family(int signature)
    {
        const int extended = 15;
        var family = (signature >> 8) & 0xF;
        return family == extended ? family + ((signature >> 20) & 0xFF) : family;
    }
}
