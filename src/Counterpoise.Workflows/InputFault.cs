using System.Data.Common;
using Counterpoise.Messages;

namespace Counterpoise.Workflows;

/// <summary>Tells faults of what the user gave from faults of the program.</summary>
internal static class InputFault
{
    /// <summary>Whether an exception is a fault of the input, or of a library that the input needs and that is not there.</summary>
    public static bool Is(Exception exception) =>
        exception is InputException or ArgumentException or IOException or InvalidDataException or FormatException
            or UnauthorizedAccessException or NotSupportedException or DllNotFoundException or DbException;

    /// <summary>What an exception says, without the name of a parameter in C#.</summary>
    public static Message Text(Exception fault) => fault switch
    {
        InputException input => input.Text,
        DataMismatchException { Remedy: { } remedy } mismatch => $"{mismatch.Finding}: {remedy}",
        DataMismatchException mismatch => mismatch.Finding,
        ArgumentException { ParamName: { } name } => Without(fault.Message, $" (Parameter '{name}')"),
        _ => fault.Message,
    };

    /// <summary>Does work in which what the library refuses is a fault of the input.</summary>
    /// <exception cref="InputException">The library refused something; the message is its own.</exception>
    public static T InWords<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException fault)
        {
            throw new InputException(Text(fault));
        }
    }

    private static string Without(string message, string ending) =>
        message.EndsWith(ending, StringComparison.Ordinal) ? message[..^ending.Length] : message;
}
