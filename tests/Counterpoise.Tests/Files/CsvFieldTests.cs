using Counterpoise.Files;
using Counterpoise.Statistics;

namespace Counterpoise.Tests.Files;

public sealed class CsvFieldTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public void A_field_is_quoted_only_where_it_must_be(string value, string field) => Assert.Equal(field, CsvField.Of(value));

    [Fact]
    public void A_median_is_the_middle_or_the_mean_of_the_two_in_the_middle()
    {
        Assert.Equal(2, Percentiles.Median([9, 1, 2]));
        Assert.Equal(3.5, Percentiles.Median([9, 1, 2, 5]));
        Assert.Equal(4, Percentiles.Median([4]));
        Assert.Throws<ArgumentException>(() => Percentiles.Median([]));
    }
}
