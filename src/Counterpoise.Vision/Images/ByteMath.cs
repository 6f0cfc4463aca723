namespace Counterpoise.Vision.Images;

/// <summary>Rounded arithmetic on bytes.</summary>
internal static class ByteMath
{
    /// <summary>round(a·b / 255) without a division.</summary>
    public static int MultiplyDivide255(int a, int b) => Divide255(a * b);

    /// <summary>round(product / 255) without a division; exact from 0 to 255².</summary>
    public static int Divide255(int product)
    {
        var t = product + 128;
        return ((t >> 8) + t) >> 8;
    }

    /// <summary>Rounds half up and clips to a byte.</summary>
    public static byte Round(float value) => (byte)Math.Clamp(value + 0.5f, 0f, 255f);

    /// <summary>Drops the fraction and clips to a byte.</summary>
    public static byte Truncate(float value) => (byte)Math.Clamp(value, 0f, 255f);

    /// <summary>Luma in fixed point: (19595·R + 38470·G + 7471·B + 32768) / 65536, ITU-R BT.601.</summary>
    public static byte Luma(byte red, byte green, byte blue) => (byte)(((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16);
}
