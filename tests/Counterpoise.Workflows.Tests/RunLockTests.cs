using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Tests;

public sealed class RunLockTests
{
    [Fact]
    public void Two_processes_cannot_train_into_one_run()
    {
        var folder = Directory.CreateTempSubdirectory("counterpoise-");
        try
        {
            folder.CreateSubdirectory("checkpoints");
            using (RunLock.Take(folder.FullName))
            {
                Assert.Contains("another process trains", Assert.Throws<InputException>(() => RunLock.Take(folder.FullName)).Message);
            }

            RunLock.Take(folder.FullName).Dispose();
            Assert.Empty(folder.GetFiles("*", SearchOption.AllDirectories));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
