namespace Counterpoise.Boosting;

/// <summary>LightGBM refused a call; the message is its own.</summary>
/// <param name="message">What LightGBM said.</param>
public sealed class LightGbmException(string message) : Exception(message)
{
    internal static void ThrowIfFailed(int state)
    {
        if (state != 0)
            throw new LightGbmException($"LightGBM: {LightGbmNative.LastError().Trim()}");
    }
}
