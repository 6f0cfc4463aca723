namespace Counterpoise.Vision.Images;

/// <summary>What becomes of transparency when an image is reduced to RGB.</summary>
public enum AlphaRule
{
    /// <summary>Alpha is dropped and the stored colour is kept, as Pillow's <c>convert("RGB")</c> does.</summary>
    Drop,

    /// <summary>The image is laid over white.</summary>
    OverWhite,

    /// <summary>The image is laid over black.</summary>
    OverBlack,
}
