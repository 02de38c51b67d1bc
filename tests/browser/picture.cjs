// The top of a page of a mirror, down to its chart over time, as two pictures, light and dark: node picture.cjs <browser> <modules> <page> <where, without its end>.
'use strict';
const path = require('path');
const { pathToFileURL } = require('url');

const [browserPath, modules, file, where] = process.argv.slice(2);
const { chromium } = require(path.join(modules, 'playwright-core'));

(async () => {
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
  try {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport: { width: 1180, height: 1000 }, colorScheme });
      await page.goto(pathToFileURL(file).href);
      const end = await page.locator('#size').boundingBox();
      await page.screenshot({ path: `${where}-${colorScheme}.png`, clip: { x: 0, y: 0, width: 1180, height: Math.round(end.y + end.height + 24) } });
      await page.close();
    }
  } finally {
    await browser.close();
  }
})().catch((error) => { console.error(error); process.exitCode = 1; });
