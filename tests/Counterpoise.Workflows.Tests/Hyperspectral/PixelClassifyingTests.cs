using Counterpoise.Workflows.Hyperspectral;

namespace Counterpoise.Workflows.Tests;

public class PixelClassifyingTests
{
    [Fact]
    public void Data_of_no_form_are_refused_with_all_forms()
    {
        var message = Assert.Throws<InputException>(() =>
            PixelClassifying.Run(new PixelClassifyingOptions { Path = Path.Combine(Path.GetTempPath(), "no-pixels") })).Message;

        Assert.All((string[])["generated", "a folder with Train/Training/rs", "a table of neighbourhoods"],
            form => Assert.Contains(form, message));
    }
}
