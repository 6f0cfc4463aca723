using System.Globalization;

namespace Counterpoise.Messages;

/// <summary>A class in a message: <c>1</c> in the library, <c>'sick'</c> where classes have names.</summary>
/// <param name="Code">The class's code, from 0.</param>
public sealed record ClassPart(int Code) : MessagePart
{
    /// <summary>The code.</summary>
    public override string ToString() => Code.ToString(CultureInfo.InvariantCulture);
}
