namespace Counterpoise.Boosting;

/// <summary>XGBoost refused a call; the message is its own.</summary>
/// <param name="message">The first lines of what XGBoost said.</param>
public sealed class XgBoostException(string message) : Exception(message)
{
    internal static void ThrowIfFailed(int state)
    {
        if (state == 0)
            return;

        // The library appends its own call stack, which helps nobody here.
        var text = XgBoostNative.LastError();
        var stack = text.IndexOf("Stack trace", StringComparison.Ordinal);
        throw new XgBoostException($"XGBoost: {(stack < 0 ? text : text[..stack]).Trim()}");
    }
}
