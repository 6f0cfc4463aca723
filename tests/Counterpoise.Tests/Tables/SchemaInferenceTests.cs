using Counterpoise.Tables;

namespace Counterpoise.Tests.Tables;

public class SchemaInferenceTests
{
    [Fact]
    public void Numbers_with_gaps_are_numeric()
    {
        var column = Assert.IsType<NumericColumn>(SchemaInference.Infer("n", ["1", " 2.5 ", "?", "-1e3", "", "nan", null]));
        Assert.Equal([1, 2.5, double.NaN, -1000, double.NaN, double.NaN, double.NaN], column.Values.ToArray());
    }

    [Fact]
    public void One_name_among_numbers_makes_the_column_categorical_with_all_texts_as_they_stand()
    {
        var column = Assert.IsType<CategoricalColumn>(SchemaInference.Infer("m", ["007", "7", "seven", "NA"]));
        Assert.Equal(["007", "7", "seven"], column.Categories);
        Assert.Equal([0, 1, 2, -1], column.Codes.ToArray());
    }

    [Fact]
    public void A_decimal_comma_is_a_name_and_not_a_thousandfold_number() =>
        Assert.IsType<CategoricalColumn>(SchemaInference.Infer("d", ["1,5", "2"]));

    [Fact]
    public void A_demanded_kind_is_kept()
    {
        Assert.IsType<CategoricalColumn>(SchemaInference.Infer("zip", ["1", "2"], ColumnKind.Categorical));
        Assert.Contains("'x' in row 1", Assert.Throws<FormatException>(() => SchemaInference.Infer("v", ["1", "x"], ColumnKind.Numeric))
            .Message);
        Assert.IsType<NumericColumn>(SchemaInference.Infer("empty", [null, ""]));
    }
}
