using System.Text.Json.Serialization;

namespace Counterpoise.Profiles;

/// <summary>Whether a piece of advice says to do or to leave something.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdviceKind>))]
public enum AdviceKind
{
    /// <summary>Do it.</summary>
    Do,

    /// <summary>Leave it.</summary>
    DoNot,
}
