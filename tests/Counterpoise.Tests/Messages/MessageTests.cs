using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Messages;

namespace Counterpoise.Tests.Messages;

public sealed class MessageTests
{
    private static readonly Message Found =
        $"class {new ClassPart(1)} has {0.5:F2} of its rows in {new RowPart(4)}, column {new ColumnPart(2)}";

    [Fact]
    public void Parts_are_worded_where_the_message_is_shown_and_by_numbers_where_nobody_does()
    {
        Assert.Equal("class 1 has 0.50 of its rows in row 4, column 2", Found.ToString());
        var named = Found.Word(part => part is ClassPart { Code: 1 } ? "'sick'" : null);
        Assert.Equal("class 'sick' has 0.50 of its rows in row 4, column 2", named.ToString());
        Assert.Equal([new RowPart(4), new ColumnPart(2)], named.Parts);
        Assert.Equal("class 'sick' has 0.50 of its rows in line 6, column 2",
            named.Word(part => part is RowPart row ? $"line {row.Row + 2}" : null).ToString());
    }

    [Fact]
    public void Numbers_are_written_in_the_invariant_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;
        Message half = $"{0.5} of {new ClassPart(1000)}";
        CultureInfo.CurrentCulture = before;
        Assert.Equal("0.5 of 1000", half.ToString());
    }

    [Fact]
    public void Texts_messages_and_lists_of_parts_make_messages()
    {
        Message text = "as it is";
        MessagePart[] parts = [new ClassPart(0), new ClassPart(7)];
        Message joined = $"{text}: {parts}; " + $"{Found}";
        Assert.Equal("as it is: 0, 7; class 1 has 0.50 of its rows in row 4, column 2", joined.ToString());
        Assert.Equal(5, joined.Parts.Count());
    }

    [Fact]
    public void A_mismatch_keeps_what_was_found_apart_from_what_helps()
    {
        var fault = new DataMismatchException(Found, Remedy.FewerNeighbors("k", 3, orCopies: true));
        Assert.Equal($"{Found}: lower k to 3 or use RandomOverSampler", fault.Message);
        var named = fault.Word(part => part is ClassPart ? "'sick'" : null);
        Assert.StartsWith("class 'sick' has", named.Message, StringComparison.Ordinal);
        Assert.Equal((RemedyKind.FewerNeighbors, 3, true), (named.Remedy!.Kind, named.Remedy.To, named.Remedy.OrCopies));
        Assert.Same(fault, named.InnerException);
    }

    [Fact]
    public void Notes_of_every_kind_come_back_from_JSON_and_texts_from_before_are_remarks()
    {
        CellNote[] notes = ["a remark", new(CellNoteKind.Refused, "class 'a' has 2 rows", RemedyKind.Copies),
            new(CellNoteKind.NotComputed, "no rows"), new(CellNoteKind.NeighborsLowered, "k lowered from 5 to 3")];
        var json = System.Text.Json.JsonSerializer.Serialize(notes);
        Assert.Equal(notes, System.Text.Json.JsonSerializer.Deserialize<CellNote[]>(json)!);
        Assert.StartsWith("[\"a remark\",{\"kind\":\"refused\"", json, StringComparison.Ordinal);
        Assert.Equal("not computed: no rows", notes[2].ToString());
        Assert.Throws<System.Text.Json.JsonException>(() =>
            System.Text.Json.JsonSerializer.Deserialize<CellNote>("""{"kind":"odd","text":""}"""));
        Assert.Throws<System.Text.Json.JsonException>(() => System.Text.Json.JsonSerializer.Deserialize<CellNote>("3"));
    }
}
