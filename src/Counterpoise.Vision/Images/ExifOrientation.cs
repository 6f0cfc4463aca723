namespace Counterpoise.Vision.Images;

/// <summary>How a stored image must be turned to stand upright, as EXIF tag 0x0112 says.</summary>
public enum ExifOrientation
{
    /// <summary>The image stands upright.</summary>
    Upright = 1,

    /// <summary>Mirrored left to right.</summary>
    FlipHorizontal = 2,

    /// <summary>Turned by half a turn.</summary>
    Rotate180 = 3,

    /// <summary>Mirrored top to bottom.</summary>
    FlipVertical = 4,

    /// <summary>Rows and columns exchanged.</summary>
    Transpose = 5,

    /// <summary>To be turned clockwise by a quarter.</summary>
    Rotate90 = 6,

    /// <summary>Rows and columns exchanged along the other diagonal.</summary>
    Transverse = 7,

    /// <summary>To be turned counter-clockwise by a quarter.</summary>
    Rotate270 = 8,
}
