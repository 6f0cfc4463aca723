using System.Text.Json.Serialization;

namespace Counterpoise.Profiles;

/// <summary>Why a column should not be learned from before someone has looked at it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnSuspicion>))]
public enum ColumnSuspicion
{
    /// <summary>It tells rows apart, as an id or a running number does, and says nothing about rows to come.</summary>
    NamesRows,

    /// <summary>It gives the class away alone, as a column does that is filled in after the fact.</summary>
    GivesAnswerAway,

    /// <summary>
    /// It names what is measured again and again, such as a patient, whose rows are nearly all of one class: no split may part them.
    /// </summary>
    NamesSubjects,
}
